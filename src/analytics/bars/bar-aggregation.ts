import { startOfMonth, startOfWeek } from '../calendar';

/** Open, high, low, close and volume in columns of one length; `days` strictly ascending day numbers. An open, high or low that is not told is NaN. */
export interface BarColumns {
  readonly days: Int32Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/**
 * Daily bars gathered to ISO weeks (Monday to Sunday) or calendar months: first open, highest high, lowest low, last
 * close, volumes added up. A bar is dated on the first trading day of its period that is in `bars`, so a period cut
 * off by the start of the range is dated on that start and holds only the days given.
 */
export function aggregateBars(bars: BarColumns, period: 'week' | 'month'): BarColumns {
  const startOf = period === 'week' ? startOfWeek : startOfMonth;
  const firsts: number[] = [];
  let current = NaN;
  bars.days.forEach((day, i) => {
    const start = startOf(day);
    if (start !== current) firsts.push(i);
    current = start;
  });
  const ends = [...firsts.slice(1), bars.days.length];
  const gather = (pick: (first: number, end: number) => number) =>
    Float64Array.from(firsts, (first, i) => pick(first, ends[i]!));
  return {
    days: Int32Array.from(firsts, (first) => bars.days[first]!),
    open: gather((first) => bars.open[first]!),
    high: gather((first, end) => extreme(Math.max, bars.high, bars.close, first, end)),
    low: gather((first, end) => extreme(Math.min, bars.low, bars.close, first, end)),
    close: gather((_first, end) => bars.close[end - 1]!),
    volume: gather((first, end) => bars.volume.subarray(first, end).reduce((sum, volume) => sum + volume, 0)),
  };
}

/** The highest or lowest of a stretch of bars; where one is not told, its close counts. */
function extreme(
  pick: (...values: number[]) => number,
  told: Float64Array,
  close: Float64Array,
  first: number,
  end: number,
): number {
  return pick(
    ...Array.from(told.subarray(first, end), (value, i) => (Number.isNaN(value) ? close[first + i]! : value)),
  );
}
