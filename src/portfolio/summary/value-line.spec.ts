import type { PriceSeries } from '../../analytics/series/columns';
import { rateOn, sumOfLines } from './value-line';

const series = (points: Record<number, number>): PriceSeries => ({
  days: Int32Array.from(Object.keys(points), Number),
  closes: Float64Array.from(Object.values(points)),
});
const one = series({ 0: 1 });
const lineOf = (points: Record<number, number>, rates = one) => ({ values: series(points), rates });
const points = ({ days, closes }: PriceSeries) => [...days].map((day, i) => [day, closes[i]]);

describe('sumOfLines', () => {
  it('carries what is not told anew, and counts nothing before it began', () => {
    const sum = sumOfLines([lineOf({ 2: 90, 8: 100, 10: 110, 12: 120 }), lineOf({ 11: 5 })], 9, 99);
    expect(points(sum)).toEqual([
      [9, 100],
      [10, 110],
      [11, 115],
      [12, 125],
    ]);
  });

  it('is not known on a day on which one of them is not', () => {
    const sum = sumOfLines([lineOf({ 10: NaN, 11: 3 }), lineOf({ 10: 1, 12: 2 })], 0, 99);
    expect(points(sum)).toEqual([
      [10, NaN],
      [11, 4],
      [12, 5],
    ]);
  });

  it('takes the rate of each day, also of a value that is carried', () => {
    const house = lineOf({ 1: 100 }, series({ 10: 2, 12: 3 }));
    const sum = sumOfLines([house, lineOf({ 11: 1, 12: 1, 20: 1 }, series({ 10: 1 }))], 10, 7);
    expect(points(sum)).toEqual([
      [10, 200],
      [11, 201],
      [12, 301],
      [20, NaN],
    ]);
  });

  it('is told day by day by the rates where no line tells anything for more than a week', () => {
    const still = lineOf({ 1: 100, 20: 100 }, series({ 9: 2, 10: 2, 11: 3, 12: 3, 13: 4, 19: 4, 20: 5 }));
    expect(points(sumOfLines([still], 10, 7))).toEqual([
      [10, 200],
      [11, 300],
      [13, 400],
      [20, 500],
    ]);
    expect(points(sumOfLines([still, lineOf({ 15: 1 })], 10, 99))).toEqual([
      [10, 200],
      [15, 401],
      [20, 501],
    ]);
    const unrated = lineOf({ 1: 1 }, series({ 20: 1 }));
    expect(points(sumOfLines([still, unrated], 10, 7))).toEqual([
      [10, NaN],
      [20, 501],
    ]);
  });

  it('is empty without lines', () => {
    expect(points(sumOfLines([], 0, 7))).toEqual([]);
  });
});

describe('rateOn', () => {
  it('is not known before the first and long after the last', () => {
    expect([8, 9, 16, 17].map((day) => rateOn(day, series({ 9: 2 }), 7))).toEqual([NaN, 2, 2, NaN]);
  });
});
