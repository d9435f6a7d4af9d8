import type { PriceSeries } from './columns';
import { firstPurchaseDay } from './lots';
import type { SymbolLots } from './lots';

/** Position of the last of ascending `days` that is not after `day`; -1 if all are after it. */
export function lastPositionOnOrBefore(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Valuation dates of a window, ascending: every day in it with a close of a held symbol or a purchase, and its last day
 * whatever happened on it.
 */
export function valuationDays(
  holdings: readonly SymbolLots[],
  prices: ReadonlyMap<string, PriceSeries>,
  fromDay: number,
  toDay: number,
): Int32Array {
  // One mark per calendar day: merging any number of series stays linear, and nothing is sorted.
  const marks = new Uint8Array(toDay - fromDay + 1);
  marks[toDay - fromDay] = 1;
  for (const { symbol, lots } of holdings) {
    for (const { purchaseDay } of lots) if (purchaseDay >= fromDay) marks[purchaseDay - fromDay] = 1;
    const days = prices.get(symbol)?.days;
    if (!days) continue;
    for (let i = lastPositionOnOrBefore(days, fromDay - 1) + 1; i < days.length && days[i]! <= toDay; i++) {
      marks[days[i]! - fromDay] = 1;
    }
  }
  let count = 0;
  for (let i = 0; i < marks.length; i++) count += marks[i]!;
  const days = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i]) days[next++] = fromDay + i;
  return days;
}

/**
 * The last day before `day` with a close of a held symbol or a purchase; -infinity if there is none, or only closes from
 * before the first purchase, when nothing was held.
 */
export function valuationDayBefore(
  holdings: readonly SymbolLots[],
  prices: ReadonlyMap<string, PriceSeries>,
  day: number,
): number {
  let latest = -Infinity;
  for (const { symbol, lots } of holdings) {
    const days = prices.get(symbol)?.days;
    if (days) latest = Math.max(latest, days[lastPositionOnOrBefore(days, day - 1)] ?? -Infinity);
    for (const { purchaseDay } of lots) if (purchaseDay < day) latest = Math.max(latest, purchaseDay);
  }
  return latest >= firstPurchaseDay(holdings) ? latest : -Infinity;
}

/** Closes on `days` (ascending), the last known one carried forward; NaN before the series' first. */
export function carryForward(series: PriceSeries, days: Int32Array): Float64Array {
  const closes = new Float64Array(days.length).fill(NaN);
  let last = -1;
  for (let t = 0; t < days.length; t++) {
    while (last + 1 < series.days.length && series.days[last + 1]! <= days[t]!) last++;
    if (last >= 0) closes[t] = series.closes[last]!;
  }
  return closes;
}
