import { aggregateBars, BarColumns } from '../analytics/bar-aggregation';
import { extremePositions, largestTriangleThreeBuckets } from '../analytics/downsampling';
import { pickColumns } from './bar-columns';
import { Interval } from './history';

/** Daily bars in the interval and number of points that were asked for; the lowest low and highest high stay. */
export function shapeBars(daily: BarColumns, interval: Interval, maxPoints?: number): BarColumns {
  const bars = interval === '1d' ? daily : aggregateBars(daily, interval === '1w' ? 'week' : 'month');
  if (maxPoints === undefined || bars.days.length <= maxPoints) return bars;
  const { lowest, highest } = extremePositions(bars.low, bars.high);
  return pickColumns(bars, largestTriangleThreeBuckets(bars.days, bars.close, maxPoints, [lowest, highest]));
}
