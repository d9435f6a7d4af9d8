import { lastPositionOnOrBefore } from '../../series/alignment';
import type { PriceSeries } from '../../series/columns';
import { Exact, ONE } from '../model/exact';

/** A rate counts for its day and for this many days after it. */
export const RATE_LIFE_DAYS = 7;

/** Market rates into the base currency; currencies are major units. */
export class Rates {
  /** @param series base currency for one unit, by currency */
  constructor(
    readonly base: string,
    private readonly series: ReadonlyMap<string, PriceSeries>,
  ) {}

  /** The rate of a day, or the last one before it that is not older than 7 days; NaN if there is none. */
  on(currency: string, day: number): number {
    if (currency === this.base) return 1;
    const series = this.series.get(currency);
    if (!series) return NaN;
    const last = lastPositionOnOrBefore(series.days, day);
    return last >= 0 && day - series.days[last]! <= RATE_LIFE_DAYS ? series.closes[last]! : NaN;
  }

  /** The days in [fromDay, beforeDay) with a rate of their own. */
  daysOf(currency: string, fromDay: number, beforeDay: number): number[] {
    const days = this.series.get(currency)?.days;
    if (!days) return [];
    const [first, end] = [
      lastPositionOnOrBefore(days, fromDay - 1),
      lastPositionOnOrBefore(days, beforeDay - 1),
    ];
    return Array.from(days.subarray(first + 1, end + 1));
  }

  /** As `on`, for exact amounts; null if there is none. */
  exactOn(currency: string, day: number): Exact | null {
    if (currency === this.base) return ONE;
    const rate = this.on(currency, day);
    return Number.isNaN(rate) ? null : new Exact(rate);
  }

  /** The rates of ascending days, as `on`. */
  column(currency: string, days: Int32Array): Float64Array {
    const rates = new Float64Array(days.length).fill(NaN);
    if (currency === this.base) return rates.fill(1);
    const series = this.series.get(currency);
    if (!series || days.length === 0) return rates;
    let last = lastPositionOnOrBefore(series.days, days[0]!);
    for (let t = 0; t < days.length; t++) {
      while (last + 1 < series.days.length && series.days[last + 1]! <= days[t]!) last++;
      if (last >= 0 && days[t]! - series.days[last]! <= RATE_LIFE_DAYS) rates[t] = series.closes[last]!;
    }
    return rates;
  }
}
