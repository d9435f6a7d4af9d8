import { DAY_MS } from '../../../common/calendar/day-length';
import { SeriesKey } from '../bars/bars.repository';
import { DayRange, missingRanges } from './day-ranges';
import { Adjustment } from '../../model/close-series';
import { ExchangeHours } from '../../model/exchange-hours';

/** Days after the last bar that were asked for in vain. */
export interface AskedDays extends DayRange {
  /** how often in a row */
  attempts: number;
  at: Date;
  /** whether the provider tells of trades on them */
  isOwed: boolean;
}

/** What is stored of a symbol from one source. */
export interface StoredSeries extends SeriesKey {
  currency: string;
  adjustment: Adjustment;
  /** what was received */
  covered: DayRange[];
  revision: number;
  /** days inside `covered` on which there was a session whose close has not come */
  owed: number[];
  owedAskedAt: Date | null;
  asked: AskedDays | null;
  /** days whose bars had fields that made no sense */
  mended: number[];
  /** whether the source tells splits and dividends */
  tellsEvents: boolean;
}

const MINUTE = 60_000;
/** The first pause before days after the last bar are asked for again: shorter where there was trading. */
const FIRST_PAUSE_MS = { owed: 5 * MINUTE, quiet: 15 * MINUTE };
/** A day that is owed is asked for daily for two weeks, then weekly for three months, then no more. */
const DAILY_DAYS = 14;
const WEEKLY_DAYS = 91;
/** Whoever comes a little earlier than the day before need not wait another day. */
const TOLERANCE = 60 * MINUTE;

/** Whether a day may still be told: those further back are given up. */
export function isWorthAsking(day: number, now: Date): boolean {
  return now.getTime() / DAY_MS - day <= DAILY_DAYS + WEEKLY_DAYS + 1;
}

/** The parts of a range that are to be asked for now. */
export function lackOf(
  series: StoredSeries | undefined,
  wanted: DayRange,
  hours: ExchangeHours,
  now: Date,
): DayRange[] {
  if (!series) return missingRanges([], wanted, hours);
  const gaps = missingRanges(withPausing(series, now), wanted, hours);
  const due = owedWithin(series, wanted).filter((day) => isDue(day, series, now));
  if (due.length === 0) return gaps;
  return [...gaps, { from: due[0]!, to: due.at(-1)! }].sort((a, b) => a.from - b.from);
}

/** Whether a close of the range is known to be there, has not come, and is still asked for. */
export function owes(series: StoredSeries, wanted: DayRange, now: Date): boolean {
  const { asked, covered } = series;
  const last = covered.at(-1)?.to ?? -Infinity;
  const isTailOwed = asked?.isOwed === true && wanted.to > last && wanted.from <= asked.to;
  return isTailOwed || owedWithin(series, wanted).some((day) => isWorthAsking(day, now));
}

/** What counts as covered for now: days that were just asked for in vain are left alone for a while. */
function withPausing({ covered, asked }: StoredSeries, now: Date): readonly DayRange[] {
  if (!asked || now.getTime() >= asked.at.getTime() + pauseAfter(asked)) return covered;
  const last = covered.at(-1);
  if (!last) return [{ from: asked.from, to: asked.to }];
  return [...covered.slice(0, -1), { from: last.from, to: Math.max(last.to, asked.to) }];
}

function pauseAfter({ attempts, isOwed }: AskedDays): number {
  const first = isOwed ? FIRST_PAUSE_MS.owed : FIRST_PAUSE_MS.quiet;
  return Math.min(first * 2 ** (attempts - 1), DAY_MS - TOLERANCE);
}

function isDue(day: number, { owedAskedAt }: StoredSeries, now: Date): boolean {
  if (!isWorthAsking(day, now)) return false;
  const pause = now.getTime() / DAY_MS - day <= DAILY_DAYS + 1 ? DAY_MS : 7 * DAY_MS;
  return !owedAskedAt || now.getTime() - owedAskedAt.getTime() >= pause - TOLERANCE;
}

function owedWithin({ owed }: StoredSeries, { from, to }: DayRange): number[] {
  return owed.filter((day) => day >= from && day <= to);
}
