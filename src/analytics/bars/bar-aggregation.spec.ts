import fc from 'fast-check';
import { aggregateBars } from './bar-aggregation';
import type { BarColumns } from './bar-aggregation';
import { formatDay, parseDay } from '../calendar';

type Bar = [date: string, open: number, high: number, low: number, close: number, volume: number];

function barsFrom(rows: readonly Bar[]): BarColumns {
  const column = (field: 1 | 2 | 3 | 4 | 5) => Float64Array.from(rows, (row) => row[field]);
  return {
    days: Int32Array.from(rows, ([date]) => parseDay(date)),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

const rowsOf = (bars: BarColumns): Bar[] =>
  Array.from(bars.days, (day, i) => [
    formatDay(day),
    bars.open[i]!,
    bars.high[i]!,
    bars.low[i]!,
    bars.close[i]!,
    bars.volume[i]!,
  ]);

// Monday 2024-12-30 and Friday 2025-01-03 are of one ISO week and two months; Sunday belongs to the week before.
const DAILY: Bar[] = [
  ['2024-12-27', 9, 12, 8, 10, 100],
  ['2024-12-29', 10, 11, 9, 10.5, 50],
  ['2024-12-30', 10, 14, 10, 13, 200],
  ['2025-01-02', 13, 13, 7, 8, 300],
  ['2025-01-03', 8, 9, 8, 9, 400],
  ['2025-01-07', 9, 10, 9, 9.5, 500],
];

describe('bar aggregation', () => {
  it('gathers ISO weeks, dated on their first trading day', () => {
    expect(rowsOf(aggregateBars(barsFrom(DAILY), 'week'))).toEqual([
      ['2024-12-27', 9, 12, 8, 10.5, 150],
      ['2024-12-30', 10, 14, 7, 9, 900],
      ['2025-01-07', 9, 10, 9, 9.5, 500],
    ]);
  });

  it('gathers calendar months', () => {
    expect(rowsOf(aggregateBars(barsFrom(DAILY), 'month'))).toEqual([
      ['2024-12-27', 9, 14, 8, 13, 350],
      ['2025-01-02', 13, 13, 7, 9.5, 1200],
    ]);
  });

  it('makes nothing of nothing', () => {
    expect(rowsOf(aggregateBars(barsFrom([]), 'week'))).toEqual([]);
  });

  it('loses no volume and no extreme', () => {
    const days = fc.uniqueArray(fc.integer({ min: 15000, max: 16000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(days, fc.constantFrom('week' as const, 'month' as const), (unordered, period) => {
        const rows = unordered
          .sort((a, b) => a - b)
          .map((day): Bar => [
            formatDay(day),
            day % 7,
            (day * 31) % 101,
            -((day * 17) % 89),
            day % 5,
            day % 1000,
          ]);
        const daily = barsFrom(rows);
        const gathered = aggregateBars(daily, period);
        const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
        expect(sum(gathered.volume)).toBe(sum(daily.volume));
        expect(Math.max(...gathered.high)).toBe(Math.max(...daily.high));
        expect(Math.min(...gathered.low)).toBe(Math.min(...daily.low));
        expect(gathered.close[gathered.close.length - 1]).toBe(daily.close[daily.close.length - 1]);
        expect(gathered.open[0]).toBe(daily.open[0]);
      }),
    );
  });
});
