import type { ExchangeRate } from './exchange-rate';
import { bestRate, coverage, digitsOf } from './best-rate';

const rateOf = (days: number[], close: number): ExchangeRate => ({
  series: { days: Int32Array.from(days), closes: Float64Array.from(days, () => close) },
  legs: new Map(),
});
const candidate = (days: number[], close: number, digits: number) => ({ rate: rateOf(days, close), digits });

describe('the best rate', () => {
  const all = Array.from({ length: 100 }, (_, i) => 1_000 + i);

  it('is the inverse that is complete, not the pair itself with few days', () => {
    const few = candidate([1_000, 1_001], 0.8, 6);
    const complete = candidate(all, 0.81, 6);
    expect(bestRate([few, complete], 1_000, 1_099)).toBe(complete.rate);
  });

  it('is the precise one of two that are as complete', () => {
    const rounded = candidate(all, 0.0001, 1);
    const precise = candidate(all, 1 / 15_400, 5);
    expect(bestRate([rounded, precise], 1_000, 1_099)).toBe(precise.rate);
  });

  it('is the first of two that are as good', () => {
    const [first, second] = [candidate(all, 1.2, 5), candidate(all, 1.21, 6)];
    expect(bestRate([first, second], 1_000, 1_099)).toBe(first.rate);
  });

  it('counts a rate for seven days', () => {
    expect(coverage(rateOf([1_000], 1), 1_000, 1_015)).toBe(0.5);
    expect(coverage(rateOf([995], 1), 1_000, 1_002)).toBe(1);
    expect(coverage(rateOf([980], 1), 1_000, 1_002)).toBe(0);
  });

  it('counts the digits that are written', () => {
    expect(digitsOf(Float64Array.of(0.0001))).toBe(1);
    expect(digitsOf(Float64Array.of(15_400))).toBe(5);
    expect(digitsOf(Float64Array.of(1.0853, 1.1))).toBe(5);
  });
});
