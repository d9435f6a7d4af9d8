import { carryForward } from './alignment';
import type { PriceSeries } from './columns';

/**
 * Prices in another currency: each close times the last known rate on or before its day. Days before the first rate
 * are left out, since no price can be told there.
 *
 * @param rates price of one unit of the series' currency in the wanted one
 */
export function convertCurrency(series: PriceSeries, rates: PriceSeries): PriceSeries {
  const aligned = carryForward(rates, series.days);
  const known = aligned.findIndex((rate) => !Number.isNaN(rate));
  if (known < 0) return { days: new Int32Array(0), closes: new Float64Array(0) };
  return {
    days: series.days.slice(known),
    closes: series.closes.slice(known).map((close, i) => close * aligned[known + i]!),
  };
}
