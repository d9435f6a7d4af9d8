import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import { compareWithBenchmark } from './benchmark';
import { maxDrawdown } from './drawdown';
import { downsideDeviation, sharpeRatio, sortinoRatio, valueAtRisk, volatility } from './risk';
import { growthIndex, timeWeightedReturn } from '../returns/time-weighted';

interface Input {
  returns: number[];
  benchmark_returns?: (number | null)[];
  periods_per_year: number;
  risk_free_annual: number;
  var_confidence: number;
  dates?: string[];
}

function figuresOf(input: Input): Record<string, unknown> {
  const { periods_per_year: periods, risk_free_annual: riskFree, dates } = input;
  const returns = Float64Array.from(input.returns);
  const market = Float64Array.from(input.returns, (_value, i) => input.benchmark_returns?.[i] ?? NaN);
  const index = growthIndex(returns);
  const drawdown = maxDrawdown(index);
  const dateOf = (level: number | null) => (level === null ? null : dates?.[Math.max(level - 1, 0)]);
  return {
    annualized_volatility: volatility(returns, periods).value,
    sharpe_ratio: sharpeRatio(returns, riskFree, periods).value,
    sortino_ratio: sortinoRatio(returns, riskFree, periods).value,
    downside_deviation: downsideDeviation(returns, riskFree, periods).value,
    value_at_risk: valueAtRisk(returns, input.var_confidence).value,
    beta: compareWithBenchmark(returns, market, riskFree, periods).beta.value,
    cumulative_return: timeWeightedReturn(index).value,
    max_drawdown: drawdown.value,
    max_drawdown_peak_index: drawdown.peak,
    max_drawdown_trough_index: drawdown.trough,
    max_drawdown_recovery_index: drawdown.recovery,
    max_drawdown_peak_date: dateOf(drawdown.peak),
    max_drawdown_trough_date: dateOf(drawdown.trough),
    max_drawdown_recovery_date: dateOf(drawdown.recovery),
  };
}

describe('risk of a return series', () => {
  it.each(readVectors<Input, unknown>('risk.json'))('%s', (_name, { input, expected, tolerance }) => {
    expect(mismatches(figuresOf(input), expected, tolerance)).toEqual([]);
  });

  it('says why a figure is undefined', () => {
    const none = new Float64Array(0);
    const flat = new Float64Array(3);
    expect(volatility(Float64Array.of(0.1), 252).reason).toBe('too_few_returns');
    expect(downsideDeviation(none, 0, 252).reason).toBe('too_few_returns');
    expect(valueAtRisk(none, 0.95).reason).toBe('too_few_returns');
    expect(sharpeRatio(flat, 0, 252).reason).toBe('no_deviation');
    expect(sortinoRatio(flat, 0, 252).reason).toBe('no_deviation');
    expect(compareWithBenchmark(flat, flat, 0, 252).beta.reason).toBe('no_deviation');
    expect(
      compareWithBenchmark(
        flat,
        flat.map(() => NaN),
        0,
        252,
      ).beta.reason,
    ).toBe('too_few_returns');
  });
});

describe('comparison with a benchmark', () => {
  const market = Float64Array.of(0.01, -0.02, 0.015, 0.005, -0.01);

  it('recovers the beta and alpha a series was made with', () => {
    const riskFree = 1.0001 ** 252 - 1;
    const own = market.map((value) => 0.0001 + 0.0004 + 1.5 * (value - 0.0001));
    const { beta, alpha } = compareWithBenchmark(own, market, riskFree, 252);
    expect(beta.value).toBeCloseTo(1.5, 12);
    expect(alpha.value).toBeCloseTo(0.0004 * 252, 12);
  });

  it('measures the active returns', () => {
    const active = Float64Array.of(0.001, -0.001, 0.002, 0, 0.001);
    const own = market.map((value, i) => value + active[i]!);
    const { trackingError, informationRatio } = compareWithBenchmark(own, market, 0, 252);
    // Active mean 0.0006, sample variance (0.16 + 2.56 + 1.96 + 0.36 + 0.16) / 4 * 1e-6 = 1.3e-6.
    expect(trackingError.value).toBeCloseTo(Math.sqrt(1.3e-6 * 252), 12);
    expect(informationRatio.value).toBeCloseTo((0.0006 / Math.sqrt(1.3e-6)) * Math.sqrt(252), 9);
  });

  it('finds nothing active in the benchmark itself', () => {
    const same = compareWithBenchmark(market, market, 0.03, 252);
    expect(same.beta.value).toBeCloseTo(1, 12);
    expect(same.alpha.value).toBeCloseTo(0, 12);
    expect(same.trackingError.value).toBe(0);
    expect(same.informationRatio).toMatchObject({ value: null, reason: 'no_deviation' });
  });
});

describe('maximum drawdown', () => {
  it('takes rounding in the last digits for no fall', () => {
    expect(maxDrawdown(Float64Array.of(1, 1 - 1e-15, 1)).peak).toBeNull();
  });

  it('recovers at the peak level although compounding misses it by a digit', () => {
    const index = growthIndex(Float64Array.of(0.1, -0.3, 1 / 0.7 - 1));
    expect(maxDrawdown(index)).toMatchObject({ peak: 1, trough: 2, recovery: 3 });
  });

  it('forgets the recovery from a shallower fall', () => {
    expect(maxDrawdown(Float64Array.of(0.9, 1.1, 0.5))).toEqual({
      value: expect.closeTo(-0.6 / 1.1, 12),
      peak: 2,
      trough: 3,
      recovery: null,
    });
  });
});
