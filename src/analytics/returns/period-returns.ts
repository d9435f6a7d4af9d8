import { lastPositionOnOrBefore } from '../series/alignment';
import { civilDate, dayOf, endOfMonth, monthsBefore } from '../calendar';
import { figure, undefinedFigure } from '../figure';
import type { Figure, Reason } from '../figure';

/** Time-weighted returns over the calendar periods that end on the window's last day; see `periodReturns`. */
export interface PeriodReturns {
  readonly day: Figure;
  readonly week: Figure;
  readonly month: Figure;
  readonly yearToDate: Figure;
  readonly year: Figure;
  readonly sinceInception: Figure;
}

/** Return of one day; undefined where there is a reason. */
export interface DayReturn {
  readonly value: number;
  readonly reason: Reason | null;
}

/** Returns of a calendar year: `months[0]` is January; null where the window does not reach or nothing was left. */
export interface YearOfReturns {
  readonly year: number;
  readonly months: readonly (number | null)[];
  readonly total: number | null;
}

/**
 * Returns from the level on an earlier day to the last level. The earlier day is 7 days before (week), the same day a
 * month or a year before (the month's last where it is shorter), 31 December (year to date); on a day without a valuation
 * the level before it holds. A week, month or year that begins before the opening is undefined (`before_opening`); the
 * year to date then counts from the opening, as month tables do.
 *
 * @param days of the index, at least one; @param openingDay day of the starting level 1: the first of `days`, or one before
 * it; @param lastDay return of the last day alone
 */
export function periodReturns(
  days: Int32Array,
  index: Float64Array,
  openingDay: number,
  lastDay: DayReturn,
): PeriodReturns {
  const last = days.length - 1;
  const toDay = days[last]!;
  const endOfLastYear = dayOf(civilDate(toDay).year, 1, 1) - 1;
  const from = (position: number, period: string) => {
    const value = growth(index, position, last);
    const method = `time_weighted_${period}`;
    return value === null ? undefinedFigure(method, 'total_loss') : figure(value, method);
  };
  const since = (day: number, period: string) =>
    day < openingDay
      ? undefinedFigure(`time_weighted_${period}`, 'before_opening')
      : from(lastPositionOnOrBefore(days, day), period);
  return {
    day: dayReturn(index, lastDay),
    week: since(toDay - 7, 'week'),
    month: since(monthsBefore(toDay, 1), 'month'),
    yearToDate: from(lastPositionOnOrBefore(days, endOfLastYear), 'year_to_date'),
    year: since(monthsBefore(toDay, 12), 'year'),
    sinceInception: from(-1, 'since_inception'),
  };
}

function dayReturn(index: Float64Array, { value, reason }: DayReturn): Figure {
  const method = 'time_weighted_day';
  if (levelAt(index, index.length - 2) === 0) return undefinedFigure(method, 'total_loss');
  return reason === null ? figure(value, method) : undefinedFigure(method, reason);
}

/** The period returns where there are none, for `reason`. */
export function periodReturnsWithout(reason: Reason): PeriodReturns {
  const none = (period: string) => undefinedFigure(`time_weighted_${period}`, reason);
  return {
    day: none('day'),
    week: none('week'),
    month: none('month'),
    yearToDate: none('year_to_date'),
    year: none('year'),
    sinceInception: none('since_inception'),
  };
}

/**
 * Returns by calendar month and year, oldest year first; first and last months are as long as the window reaches. A month
 * without a valuation is 0, as what is not valued anew does not move.
 *
 * @param days of the index, at least one; @param fromDay first day of the window, not after the first of `days`
 */
export function monthTable(days: Int32Array, index: Float64Array, fromDay: number): YearOfReturns[] {
  const table: { year: number; months: (number | null)[]; total: number | null }[] = [];
  const toDay = days[days.length - 1]!;
  let yearStart = -1;
  let monthStart = -1;
  for (let first = fromDay; first <= toDay; first = endOfMonth(first) + 1) {
    const { year, month } = civilDate(first);
    if (table.at(-1)?.year !== year) {
      table.push({ year, months: new Array<number | null>(12).fill(null), total: null });
      yearStart = monthStart;
    }
    const row = table[table.length - 1]!;
    const monthEnd = lastPositionOnOrBefore(days, endOfMonth(first));
    row.months[month - 1] = growth(index, monthStart, monthEnd);
    row.total = growth(index, yearStart, monthEnd);
    monthStart = monthEnd;
  }
  return table;
}

/** Return between two positions of an index, -1 being its starting level 1; null once nothing was left or it is undefined. */
function growth(index: Float64Array, from: number, to: number): number | null {
  const [start, end] = [levelAt(index, from), levelAt(index, to)];
  return start > 0 && !Number.isNaN(end) ? end / start - 1 : null;
}

function levelAt(index: Float64Array, position: number): number {
  return position < 0 ? 1 : index[position]!;
}
