import { invalidCursor, type Page } from './cursor';

/**
 * A page of a list that is computed as a whole.
 * @param cursor of the page before, in the same order; @throws DomainError `paging.invalid_cursor`
 */
export function pageAt<T>(
  items: readonly T[],
  { limit, cursor, sort }: { limit: number; cursor?: string; sort: string },
): Page<T> {
  const place = cursor === undefined ? 0 : placeIn(cursor, sort);
  const next = place + limit;
  return {
    items: items.slice(place, next),
    next_cursor: next < items.length ? Buffer.from(`${sort} at ${next}`).toString('base64url') : null,
  };
}

function placeIn(cursor: string, sort: string): number {
  const match = /^(\S+) at (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match?.[1] === sort) return Number(match[2]);
  throw invalidCursor();
}
