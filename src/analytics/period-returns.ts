import type { Figure } from './figure';

/** Time-weighted returns over the calendar periods that end on the window's last day. */
export interface PeriodReturns {
  readonly day: Figure;
  readonly week: Figure;
  readonly month: Figure;
  readonly yearToDate: Figure;
  readonly year: Figure;
  readonly sinceInception: Figure;
}

/** Returns of a calendar year: `months[0]` is January; null where the window does not reach. */
export interface YearOfReturns {
  readonly year: number;
  readonly months: readonly (number | null)[];
  readonly total: number | null;
}
