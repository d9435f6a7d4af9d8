import { lastPositionOnOrBefore } from '../../analytics/series/alignment';
import type { PriceSeries } from '../../analytics/series/columns';

/** What something was worth, and the rates that turn it into the currency of the sum. */
export interface ValueLine {
  /** a value holds until the next one; NaN where it is not known */
  readonly values: PriceSeries;
  /** empty where nothing can be converted */
  readonly rates: PriceSeries;
}

/**
 * Sum of lines on the day `since` and every day after it that one of them tells. Nothing counts before its line begins;
 * a day is NaN where one of the lines is not known or has no rate of the `rateLifeDays` before.
 */
export function sumOfLines(lines: readonly ValueLine[], since: number, rateLifeDays: number): PriceSeries {
  const told = lines.flatMap(({ values }) => [...values.days].map((day) => Math.max(day, since)));
  const days = Int32Array.from(new Set(told)).sort();
  const closes = Float64Array.from(days, (day) =>
    lines.reduce((sum, { values, rates }) => {
      const at = lastPositionOnOrBefore(values.days, day);
      return at < 0 ? sum : sum + values.closes[at]! * rateOn(day, rates, rateLifeDays);
    }, 0),
  );
  return { days, closes };
}

/** The newest rate up to a day; NaN where it is older than `rateLifeDays`. */
export function rateOn(day: number, { days, closes }: PriceSeries, rateLifeDays: number): number {
  const at = lastPositionOnOrBefore(days, day);
  return at >= 0 && day - days[at]! <= rateLifeDays ? closes[at]! : NaN;
}
