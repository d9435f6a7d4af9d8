import type { PriceSeries } from './columns';
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
 * Valuation dates of a window, ascending: its first and last day, and between them every day with a close of a held
 * symbol or a purchase.
 */
export function valuationDays(
  holdings: readonly SymbolLots[],
  prices: ReadonlyMap<string, PriceSeries>,
  fromDay: number,
  toDay: number,
): Int32Array {
  // One mark per calendar day: merging any number of series stays linear, and nothing is sorted.
  const marks = new Uint8Array(toDay - fromDay + 1);
  marks[0] = 1;
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
