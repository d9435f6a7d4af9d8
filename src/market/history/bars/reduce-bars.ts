import { aggregateBars, BarColumns } from '../../../analytics/bars/bar-aggregation';
import { extremePositions, largestTriangleThreeBuckets } from '../../../analytics/bars/downsampling';
import { pickColumns } from './bar-columns';
import { Interval } from '../history';

/** Daily bars in the interval and number of points that were asked for; the lowest low and highest high stay. */
export function reduceBars(daily: BarColumns, interval: Interval, maxPoints?: number): BarColumns {
  const bars = interval === '1d' ? daily : aggregateBars(daily, interval === '1w' ? 'week' : 'month');
  if (maxPoints === undefined || bars.days.length <= maxPoints) return bars;
  const { lowest, highest } = extremePositions(bars.low, bars.high);
  return pickColumns(bars, largestTriangleThreeBuckets(bars.days, bars.close, maxPoints, [lowest, highest]));
}
