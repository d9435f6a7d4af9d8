import { createHash } from 'node:crypto';
import { invalidCursor } from './cursor';

/** Stands between the name of a list and a place in it; no place has it. */
const SEPARATOR = '.';
const NAME_LENGTH = 8;

/** A short name for a list: of what tells it from any other, such as its path, its filters and whose it is. */
export function nameOfList(...facts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, NAME_LENGTH);
}

export function cursorIn(list: string, place: string): string {
  return list + SEPARATOR + place;
}

/** What of a cursor leads to the place in its list. */
export function placeOf(cursor: string): string {
  return cursor.slice(cursor.indexOf(SEPARATOR) + 1);
}

/**
 * Cursors that name no list are from the release before and taken.
 * @throws DomainError `paging.invalid_cursor` for a cursor of another list
 */
export function refuseOtherLists(list: string, cursor: string): void {
  if (cursor.includes(SEPARATOR) && !cursor.startsWith(list + SEPARATOR)) throw invalidCursor();
}
