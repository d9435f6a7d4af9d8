import { lastPositionOnOrBefore } from './alignment';
import type { PriceSeries } from './columns';
import { RATE_LIFE_DAYS } from '../ledger/plan/rates';

/**
 * Prices in another currency: each close times the rate of its day, or the last one before it that is not older than seven
 * days. Days without such a rate are left out, since no price can be told there.
 *
 * @param rates price of one unit of the series' currency in the wanted one
 */
export function convertCurrency(series: PriceSeries, rates: PriceSeries): PriceSeries {
  const days: number[] = [];
  const closes: number[] = [];
  series.days.forEach((day, i) => {
    const last = lastPositionOnOrBefore(rates.days, day);
    if (last < 0 || day - rates.days[last]! > RATE_LIFE_DAYS) return;
    days.push(day);
    closes.push(series.closes[i]! * rates.closes[last]!);
  });
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}
