import { DomainError } from '../errors/domain-error';

/** Where a page of a newest-first list ended. */
export interface Position {
  created_at: Date;
  id: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** An opaque, URL-safe text for a position. */
export function encodeCursor({ created_at, id }: Position): string {
  return Buffer.from(`${created_at.getTime()}.${id}`).toString('base64url');
}

/** @throws DomainError `paging.invalid_cursor` for anything encodeCursor did not make */
export function decodeCursor(cursor: string): Position {
  const match = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || !match[2]) {
    throw new DomainError('invalid', 'paging.invalid_cursor', 'The cursor is not one that this list gave.');
  }
  return { created_at: new Date(Number(match[1])), id: match[2] };
}

/**
 * Cuts a page out of rows read with one more than asked for.
 * @param rows newest first, at most `limit + 1`
 */
export function pageOf<R extends Position, T>(rows: R[], limit: number, show: (row: R) => T): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(show), next_cursor: rows.length > limit && last ? encodeCursor(last) : null };
}
