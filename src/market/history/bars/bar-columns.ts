import { BarColumns } from '../../../analytics/bars/bar-aggregation';

/** The part of columns inside a range of days, without copying. */
export function sliceColumns(bars: BarColumns, from: number, to: number): BarColumns {
  const start = firstAtOrAfter(bars.days, from);
  const end = firstAtOrAfter(bars.days, to + 1);
  return mapColumns(bars, (column) => column.subarray(start, end), bars.days.subarray(start, end));
}

/** The bars at some ascending positions. */
export function pickColumns(bars: BarColumns, positions: Int32Array): BarColumns {
  const days = Int32Array.from(positions, (position) => bars.days[position]!);
  return mapColumns(bars, (column) => Float64Array.from(positions, (position) => column[position]!), days);
}

function mapColumns(
  { open, high, low, close, volume }: BarColumns,
  change: (column: Float64Array) => Float64Array,
  days: Int32Array,
): BarColumns {
  return {
    days,
    open: change(open),
    high: change(high),
    low: change(low),
    close: change(close),
    volume: change(volume),
  };
}

function firstAtOrAfter(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
