import { isCalendarDay } from '../../common/calendar/calendar-day';
import { invalidCursor } from '../../common/paging/cursor';
import type { Sort } from '../../common/paging/sort';

export type LineSort = Sort<'date' | 'created'>;

/** Where a page of lines ended. */
export interface LinesPosition {
  readonly date: string;
  readonly seq: number;
}

/** An opaque text for a position in a list of lines of an order. */
export function encodeLinesCursor(sort: LineSort, { date, seq }: LinesPosition): string {
  return Buffer.from(`${sort}|${date}|${seq}`).toString('base64url');
}

/** @throws DomainError `paging.invalid_cursor` for anything else, and for another order */
export function decodeLinesCursor(cursor: string, sort: LineSort): LinesPosition {
  const [ofSort, date, seq] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  if (ofSort !== sort || !isCalendarDay(date) || !/^\d{1,15}$/.test(seq ?? '')) {
    throw invalidCursor();
  }
  return { date, seq: Number(seq) };
}
