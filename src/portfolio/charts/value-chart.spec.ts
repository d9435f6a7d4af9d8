import { formatDay, parseDay } from '../../analytics/calendar';
import { pointsFor } from './value-chart';

const LOOK = { theme: 'light', width: 320, height: 200 } as const;

describe('pointsFor', () => {
  const daysFrom = (first: string, count: number) =>
    Array.from({ length: count }, (_, i) => formatDay(parseDay(first) + i));
  const pointsOf = (dates: string[]) => dates.map((date) => ({ date }));

  it('keeps both ends of a gap in the prices, whatever is left out beside them', () => {
    const dates = [...daysFrom('2010-01-01', 3_000), '2026-01-30'];
    const values = Float64Array.from(dates, (_, i) => 100 + Math.sin(i) * (i < 2_990 ? 1 : 50));
    values[2_999] = values[3_000] = 100;
    const points = pointsFor(pointsOf(dates), values, LOOK);
    expect(points).toHaveLength(320);
    expect(points.slice(-2)).toEqual([2_999, 3_000]);
  });

  it('draws every point where there is room', () => {
    const dates = daysFrom('2026-01-01', 10);
    expect(pointsFor(pointsOf(dates), new Float64Array(10), LOOK)).toEqual([...dates.keys()]);
    expect(pointsFor(pointsOf(dates.slice(0, 1)), new Float64Array(1), LOOK)).toEqual([0]);
  });
});
