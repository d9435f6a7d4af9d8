import { formatDay, parseDay } from '../../../analytics/calendar';
import type { Performance } from '../computing/compute-performance';
import { viewOf } from './performance-view';

const first = parseDay('2024-01-01');
const series = Array.from({ length: 500 }, (_, i) => ({
  date: formatDay(first + i),
  value: i === 123 ? 5_000 : i === 300 ? null : 1_000 + Math.sin(i / 7) * 50,
  invested: 1_000,
  twr_index: i === 321 ? 0.2 : 1,
}));
const performance = {
  portfolio_id: '1',
  summary: { market_value: 1 },
  series,
  benchmark: { symbol: 'SPY', index: series.map((_, i) => i) },
} as unknown as Performance;

describe('viewOf', () => {
  it('keeps ends and extremes, and the benchmark beside the points', () => {
    const reduced = viewOf(performance, { series: 'daily', max_points: 30 });
    expect(reduced.series).toHaveLength(30);
    const kept = reduced.series!.map(({ date }) => parseDay(date) - first);
    expect(kept).toEqual(expect.arrayContaining([0, 123, 321, 499]));
    expect(reduced.benchmark?.index).toEqual(kept);
  });

  it('leaves a short series as it is', () => {
    expect(viewOf(performance, { series: 'daily', max_points: 500 })).toEqual(performance);
  });

  it('begins with the last point up to a day', () => {
    const gapped = { ...performance, series: [series[0]!, series[1]!, series[7]!, series[8]!] };
    const kept = (since: string) =>
      viewOf(gapped, { series: 'daily', since }).series!.map(({ date }) => parseDay(date) - first);
    expect(kept('2024-01-05')).toEqual([1, 7, 8]);
    expect(kept('2024-01-08')).toEqual([7, 8]);
    expect(kept('2023-12-31')).toEqual([0, 1, 7, 8]);
  });

  it('gives no points when none are wanted', () => {
    expect(viewOf(performance, { series: 'none' })).toMatchObject({ series: [], benchmark: { index: [] } });
  });

  it('gives the frame and the fields that were asked for', () => {
    const part = viewOf(performance, { series: 'daily', fields: ['summary'] });
    expect(part).toMatchObject({ portfolio_id: '1', summary: { market_value: 1 } });
    expect(part).not.toHaveProperty('series');
  });
});
