import type { PriceSeries } from './columns';

/** Position of the last of ascending `days` that is not after `day`; -1 if all are after it. */
export function lastPositionOnOrBefore(days: ArrayLike<number>, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
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
