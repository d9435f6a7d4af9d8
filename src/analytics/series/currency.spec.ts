import fc from 'fast-check';
import type { PriceSeries } from './columns';
import { convertCurrency } from './currency';

const series = (days: number[], closes: number[]): PriceSeries => ({
  days: Int32Array.from(days),
  closes: Float64Array.from(closes),
});

describe('currency conversion', () => {
  it('carries rates forward and leaves out days before the first', () => {
    const converted = convertCurrency(series([1, 2, 4, 5], [10, 20, 30, 40]), series([2, 5, 9], [1.5, 2, 9]));
    expect(converted).toEqual(series([2, 4, 5], [30, 45, 80]));
  });

  it('takes a rate from before the first close', () => {
    expect(convertCurrency(series([7], [10]), series([3], [0.5]))).toEqual(series([7], [5]));
  });

  it('has no price where there is no rate', () => {
    expect(convertCurrency(series([1, 2], [10, 20]), series([3], [1.5]))).toEqual(series([], []));
    expect(convertCurrency(series([], []), series([], []))).toEqual(series([], []));
  });

  it('lets a rate count for seven days', () => {
    expect(convertCurrency(series([10, 11], [10, 20]), series([3], [2]))).toEqual(series([10], [20]));
  });

  it('changes nothing at a rate of 1', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 10, max: 999 }), { maxLength: 50 }), (unordered) => {
        const days = unordered.sort((a, b) => a - b);
        const prices = series(
          days,
          days.map((day) => day * 1.7),
        );
        expect(
          convertCurrency(
            prices,
            series(
              days,
              days.map(() => 1),
            ),
          ),
        ).toEqual(prices);
      }),
    );
  });
});
