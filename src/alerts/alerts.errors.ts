import { DomainError } from '../common/errors/domain-error';

export const MAX_ACTIVE_ALERTS = 100;
/** Within a day, of alerts whose price is reached when they are ordered. */
export const MAX_SPENT_AT_ONCE = 100;

export const alertNotFound = () => new DomainError('not_found', 'alert.not_found', 'There is no such alert.');

/** @param units in which the symbol's prices can be told */
export const wrongCurrency = (units: readonly string[] = []) =>
  new DomainError('invalid', 'alert.wrong_currency', `The symbol is quoted in ${units.join(' or ')}.`, {
    errors: [{ field: 'currency', message: `currency must be ${units.join(' or ')}` }],
  });

/** @param since the first day without trading, `YYYY-MM-DD` */
export const delistedSymbol = (symbol: string, since: string) =>
  new DomainError(
    'conflict',
    'alert.delisted',
    `${symbol} is traded no more since ${since}: no price of it will come.`,
    { errors: [{ field: 'symbol', message: `symbol must be traded; ${symbol} is delisted` }] },
  );

export const tooManyAlerts = () =>
  new DomainError(
    'conflict',
    'alert.too_many',
    `At most ${MAX_ACTIVE_ALERTS} alerts can wait at a time; one that fires at once counts for a day.`,
  );
