import { DomainError } from '../../common/errors/domain-error';

/** What providers may say of one symbol instead of prices. */
export const NO_PRICES_REASONS = ['unknown_symbol', 'no_currency', 'no_data'] as const;
export type NoPricesReason = (typeof NO_PRICES_REASONS)[number];

export const unknownSymbol = (symbol: string) =>
  new DomainError('not_found', 'market.unknown_symbol', `No provider knows the symbol ${symbol}.`);

export const noCurrency = (symbol: string) =>
  new DomainError(
    'not_found',
    'market.no_currency',
    `No provider says which currency ${symbol} is quoted in.`,
  );

export const noData = (symbol: string) =>
  new DomainError('not_found', 'market.no_data', `${symbol} is known, but has no prices.`);

/** The most that providers say of a symbol without prices: one that has a name is not unknown. */
export function nothingTold(symbol: string, reasons: readonly (NoPricesReason | undefined)[]): DomainError {
  if (reasons.includes('no_currency')) return noCurrency(symbol);
  return reasons.includes('no_data') ? noData(symbol) : unknownSymbol(symbol);
}

/** @param retryAfter seconds */
export const marketUnavailable = (symbol: string, retryAfter: number, cause?: unknown) =>
  new DomainError(
    'unavailable',
    'market.unavailable',
    `No provider answers for ${symbol} and nothing is stored.`,
    { retryAfter, cause },
  );

/** Nobody answers, and nothing stored fits: whether there is such an instrument cannot be told. */
export const searchUnavailable = () =>
  new DomainError('unavailable', 'market.unavailable', 'No provider answers, and nothing stored fits.', {
    retryAfter: 10,
  });

export const rangeTooLong = (interval: string, days: number) =>
  new DomainError(
    'invalid',
    'market.range_too_long',
    `Bars of ${interval} are told for ${days} days at most.`,
    {
      errors: [{ field: 'from', message: `from must be at most ${days} days before to` }],
    },
  );

export const invalidRange = () =>
  new DomainError('invalid', 'market.invalid_range', 'from must not be after to.', {
    errors: [{ field: 'from', message: 'from must not be after to' }],
  });
