import { DomainError, FieldError } from '../common/errors/domain-error';

export const portfolioChanged = () =>
  new DomainError(
    'precondition_failed',
    'portfolio.changed',
    'The portfolio was changed since the version that If-Match names.',
  );

/** Of one account. */
export const MOST_PORTFOLIOS = 250;

export const tooManyPortfolios = () =>
  new DomainError('conflict', 'portfolio.too_many', `An account has at most ${MOST_PORTFOLIOS} portfolios.`);

export const tooManyAssets = (most: number) =>
  new DomainError('invalid', 'portfolio.too_many_assets', `A portfolio has at most ${most} assets.`);

export const portfolioBusy = () =>
  new DomainError('unavailable', 'portfolio.busy', 'Too many analyses are waiting; try again shortly.', {
    retryAfter: 2,
  });

export const hasLedger = () =>
  new DomainError(
    'conflict',
    'portfolio.has_ledger',
    'The ledger holds more than purchases written as assets, and they cannot be replaced by a list of lots. Change its ' +
      'lines under /portfolio/{id}/transactions, add purchases by assets/import, and name or currency by PATCH.',
  );

/** @param errors of each line */
export const unreadableCsv = (errors: FieldError[]) =>
  new DomainError('invalid', 'portfolio.invalid_csv', 'Nothing was imported: some lines are not valid.', {
    errors,
  });

const MOST_NAMED = 10;

/**
 * @param lines whose day has no rate of the old currency in the new one
 * @param wayOut what to do then
 */
export const noRateOfLines = (
  { from, to } = { from: 'one currency', to: 'another' },
  lines: readonly { id: string; date: string }[] = [],
  wayOut = 'With `convert: false` prices of assets keep their numbers.',
) =>
  new DomainError(
    'unprocessable',
    'portfolio.no_exchange_rate',
    `No rate of ${from} in ${to} is known for the days of ${lines.length} lines, so that they cannot be converted. ` +
      wayOut,
    {
      errors: lines
        .slice(0, MOST_NAMED)
        .map(({ id, date }) => ({ field: 'currency', message: `no rate of ${date} (line ${id})` })),
    },
  );

export const portfoliosOfAnother = () =>
  new DomainError(
    'forbidden',
    'portfolio.of_another_user',
    'Only superusers list portfolios of other users.',
  );
