import { DomainError } from '../common/errors/domain-error';

export const unknownSymbol = (symbol: string) =>
  new DomainError('not_found', 'market.unknown_symbol', `No provider knows the symbol ${symbol}.`);

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

export const invalidRange = () =>
  new DomainError('invalid', 'market.invalid_range', 'from must not be after to.', {
    errors: [{ field: 'from', message: 'from must not be after to' }],
  });
