import type { FieldError } from '../../common/errors/domain-error';
import { ImportedContent, PRICE_BASES, PriceBasis } from '../../portfolio/transactions/entry';
import { readLine } from '../../portfolio/transactions/read-line';

/** A line as it was read, or what is wrong with it. */
export type ReadImported =
  { content: ImportedContent; errors: null } | { content: null; errors: readonly FieldError[] };

/** Reads a line as a client sends it, or as the lot of `assets` that a `basis` makes of a buy. @param now as `readLine` */
export function readImported({ basis, ...line }: Record<string, unknown>, now: Date): ReadImported {
  const read = readLine(line, now);
  if (basis === undefined || read.errors) return read;
  if (!isBasis(basis) || read.content.type !== 'buy') {
    const message = `basis is only for a buy, and one of ${PRICE_BASES.join(', ')}`;
    return { content: null, errors: [{ field: 'basis', message }] };
  }
  return { content: { ...read.content, basis }, errors: null };
}

const isBasis = (basis: unknown): basis is PriceBasis => PRICE_BASES.some((known) => known === basis);
