import { lastPositionOnOrBefore } from '../../analytics/series/alignment';
import { LONGEST_SILENCE_DAYS } from '../../analytics/ledger/columns/valuation-days';
import type { PriceSeries } from '../../analytics/series/columns';

/** What something was worth, and the rates that turn it into the currency of the sum. */
export interface ValueLine {
  /** a value holds until the next one; NaN where it is not known */
  readonly values: PriceSeries;
  /** empty where nothing can be converted */
  readonly rates: PriceSeries;
}

/**
 * Sum of lines on the day `since` and every day after it that one of them tells; where none tells anything for more than
 * a week, also on days on which a rate moved. Nothing counts before its line begins; a day that a line tells is NaN where
 * one of the lines is not known or has no rate of the `rateLifeDays` before.
 */
export function sumOfLines(lines: readonly ValueLine[], since: number, rateLifeDays: number): PriceSeries {
  const sumOn = (day: number) =>
    lines.reduce((sum, { values, rates }) => {
      const at = lastPositionOnOrBefore(values.days, day);
      return at < 0 ? sum : sum + values.closes[at]! * rateOn(day, rates, rateLifeDays);
    }, 0);
  const told = lines.flatMap(({ values }) => [...values.days].map((day) => Math.max(day, since)));
  const toldDays = Int32Array.from(new Set(told)).sort();
  const moved = lines
    .flatMap(({ rates }) => movesOf(rates))
    .filter((day) => isInSilence(day, toldDays) && !Number.isNaN(sumOn(day)));
  const days = Int32Array.from(new Set([...toldDays, ...moved])).sort();
  return { days, closes: Float64Array.from(days, sumOn) };
}

/** Whether a day lies between two of `days` that are more than a week apart. */
function isInSilence(day: number, days: Int32Array): boolean {
  const at = lastPositionOnOrBefore(days, day);
  return days[at + 1]! - days[at]! > LONGEST_SILENCE_DAYS;
}

/** Days on which a rate is another than before. */
function movesOf({ days, closes }: PriceSeries): number[] {
  return [...days].filter((_, i) => i > 0 && closes[i] !== closes[i - 1]);
}

/** The newest rate up to a day; NaN where it is older than `rateLifeDays`. */
export function rateOn(day: number, { days, closes }: PriceSeries, rateLifeDays: number): number {
  const at = lastPositionOnOrBefore(days, day);
  return at >= 0 && day - days[at]! <= rateLifeDays ? closes[at]! : NaN;
}
