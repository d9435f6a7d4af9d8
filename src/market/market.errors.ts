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

export const invalidRange = () =>
  new DomainError('invalid', 'market.invalid_range', 'from must not be after to.', {
    errors: [{ field: 'from', message: 'from must not be after to' }],
  });
