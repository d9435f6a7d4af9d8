import { analyseLots, closesFrom, lotsFrom, priceSeries } from '../../../test/vectors/portfolio-vectors';
import type { LotsInput, VectorAssets, VectorCloses } from '../../../test/vectors/portfolio-vectors';
import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import type { PortfolioAnalysis } from './analyse-portfolio';
import { formatDay, parseDay } from '../calendar';
import type { BoughtLot } from './lots';

interface Input extends VectorAssets {
  benchmark: { symbol: string; prices: VectorCloses } | null;
  valuation_dates: string[];
  risk_free_annual: number;
  periods_per_year: number;
}

const dateOf = (day: number | null) => (day === null ? null : formatDay(day));

function figuresOf({ summary, returns, risk, series }: PortfolioAnalysis): Record<string, unknown> {
  return {
    portfolio_value: series.values,
    external_flow: series.flows,
    daily_return: series.dailyReturns,
    twr_index: series.twrIndex,
    cumulative_twr: returns.timeWeighted.value,
    xirr: returns.moneyWeighted.value,
    cost_basis: summary.costBasis,
    market_value: summary.marketValue,
    unrealized_pnl: summary.unrealisedPnl,
    unrealized_pnl_pct: summary.unrealisedPnlPercent,
    max_drawdown: risk.maxDrawdown.value,
    max_drawdown_peak_date: dateOf(risk.maxDrawdown.peakDay),
    max_drawdown_trough_date: dateOf(risk.maxDrawdown.troughDay),
    max_drawdown_recovery_date: dateOf(risk.maxDrawdown.recoveryDay),
    annualized_volatility: risk.volatility.value,
    sharpe_ratio: risk.sharpe.value,
    sortino_ratio: risk.sortino.value,
    value_at_risk: risk.valueAtRisk95.value,
    beta: risk.beta.value,
  };
}

describe('portfolio analysis: reference figures', () => {
  it.each(readVectors<Input, unknown>('portfolio.json'))('%s', (_name, { input, expected, tolerance }) => {
    const analysis = analyseLots({
      lots: lotsFrom(input),
      prices: priceSeries(input.prices),
      benchmark: input.benchmark && closesFrom(input.benchmark.prices),
      fromDay: null,
      toDay: parseDay(input.as_of),
      riskFreeAnnual: input.risk_free_annual,
    });
    expect(Array.from(analysis.series.days, formatDay)).toEqual(input.valuation_dates);
    expect(analysis.risk.periodsPerYear).toBeCloseTo(input.periods_per_year, 9);
    expect(mismatches(figuresOf(analysis), expected, tolerance)).toEqual([]);
  });
});

describe('portfolio analysis: the edges', () => {
  const days = Int32Array.from(['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'], parseDay);
  const [tuesday, , thursday, friday] = days as unknown as [number, number, number, number];
  const prices = new Map([
    ['AAA', { days, closes: Float64Array.of(100, 110, 99, 121) }],
    ['BBB', { days: days.slice(0, 3), closes: Float64Array.of(10, 5, 0) }],
  ]);
  const lot: BoughtLot = { symbol: 'AAA', quantity: 2, purchasePrice: 100, purchaseDay: tuesday };
  const analyse = (lots: readonly BoughtLot[], more: Partial<LotsInput> = {}) =>
    analyseLots({
      lots,
      prices,
      fromDay: null,
      toDay: friday,
      riskFreeAnnual: 0,
      ...more,
    });

  it.each([
    ['without lots', []],
    ['with only a later lot', [{ ...lot, purchaseDay: friday + 1 }]],
  ])('%s there is nothing, and it says so', (_name, lots) => {
    const analysis = analyse(lots, { benchmark: prices.get('AAA') });
    expect(analysis).toMatchObject({
      fromDay: null,
      openingDay: null,
      benchmark: null,
      holdings: [],
      monthTable: [],
    });
    expect(analysis.summary).toEqual({
      marketValue: 0,
      costBasis: 0,
      unrealisedPnl: 0,
      unrealisedPnlPercent: null,
      dayChange: 0,
      dayChangePercent: null,
    });
    for (const figure of [...Object.values(analysis.returns), ...Object.values(analysis.periodReturns)]) {
      expect(figure).toMatchObject({ value: null, reason: 'no_lots' });
    }
    expect(analysis.risk.maxDrawdown.value).toBeNull();
    expect(analysis.series.days).toHaveLength(0);
  });

  it('a symbol without prices stands at what was paid', () => {
    const analysis = analyse([{ ...lot, symbol: 'NEW' }]);
    expect([...analysis.series.values]).toEqual([200, 200]);
    expect(analysis.returns.timeWeighted.value).toBe(0);
    expect(analysis.quality).toMatchObject({
      carriedForwardDays: 2,
      pricesAsOfDay: null,
      neverPriced: ['NEW'],
    });
  });

  it('a lot bought today has its gain and no history', () => {
    const analysis = analyse([{ ...lot, purchaseDay: friday }]);
    expect(analysis.summary).toMatchObject({ marketValue: 242, dayChange: 42, dayChangePercent: 0.21 });
    expect(analysis.returns.timeWeighted.value).toBeCloseTo(0.21, 12);
    expect(analysis.returns.moneyWeighted.reason).toBe('one_date');
    expect(analysis.risk.volatility.reason).toBe('too_few_returns');
  });

  it('a total loss is final, in value, index and months', () => {
    const analysis = analyse([
      { ...lot, symbol: 'BBB', purchasePrice: 10 },
      { ...lot, purchaseDay: friday },
    ]);
    expect([...analysis.series.twrIndex]).toEqual([1, 0.5, 0, 0]);
    expect(analysis.returns.timeWeighted.value).toBe(-1);
    expect(analysis.risk.maxDrawdown).toMatchObject({ value: -1, troughDay: thursday, recoveryDay: null });
    expect(analysis.periodReturns.day).toMatchObject({ value: null, reason: 'total_loss' });
    expect(analysis.monthTable).toEqual([
      { year: 2024, months: [-1, ...new Array<null>(11).fill(null)], total: -1 },
    ]);
  });

  it('lots that cost nothing have no simple return', () => {
    const analysis = analyse([{ ...lot, purchasePrice: 0 }]);
    expect(analysis.returns.simple).toMatchObject({ value: null, reason: 'zero_cost' });
    expect(analysis.returns.moneyWeighted.reason).toBe('one_signed_flows');
    expect(analysis.summary.unrealisedPnlPercent).toBeNull();
    expect(analysis.returns.timeWeighted.value).toBeCloseTo(0.21, 12);
  });

  it('money that joins a free lot risen from nothing shares the return of the day', () => {
    const risen = new Map([
      ['AAA', { days: days.slice(0, 2), closes: Float64Array.of(0, 5) }],
      ['BBB', { days: days.slice(0, 2), closes: Float64Array.of(10, 12) }],
    ]);
    const free = { ...lot, purchasePrice: 0 };
    const bought = { symbol: 'BBB', quantity: 1, purchasePrice: 10, purchaseDay: tuesday + 1 };
    const { returns, contributions } = analyse([free, bought], { prices: risen });
    expect(returns.timeWeighted.value).toBeCloseTo(22 / 10 - 1, 12);
    expect(contributions).toEqual([
      { symbol: 'AAA', contribution: expect.closeTo(1, 12) },
      { symbol: 'BBB', contribution: expect.closeTo(0.2, 12) },
    ]);
  });

  it('the last day is a valuation date even without a close', () => {
    const analysis = analyse([lot], { toDay: friday + 2 });
    expect(Array.from(analysis.series.days).at(-1)).toBe(friday + 2);
    expect(analysis.summary.dayChange).toBe(0);
    expect(analysis.quality).toMatchObject({ carriedForwardDays: 1, pricesAsOfDay: friday });
  });

  it('counts the days a held symbol had no close, not those before it was bought', () => {
    const late = { ...lot, symbol: 'BBB', purchaseDay: thursday };
    expect(analyse([lot, late]).quality.carriedForwardDays).toBe(1);
    expect(
      analyse([
        { ...lot, symbol: 'BBB' },
        { ...lot, purchaseDay: friday },
      ]).quality.carriedForwardDays,
    ).toBe(1);
  });

  it('invested is what was put in by each day', () => {
    const analysis = analyse([lot, { ...lot, purchaseDay: thursday, purchasePrice: 90 }]);
    expect([...analysis.series.invested]).toEqual([200, 200, 380, 380]);
    expect(analysis.returns.simple.value).toBeCloseTo(484 / 380 - 1, 12);
    expect([...analysis.series.drawdowns]).toEqual([0, 0, expect.closeTo(-0.055, 2), 0]);
  });

  it('a benchmark that starts late has no return to compare', () => {
    const late = { days: days.slice(2), closes: Float64Array.of(50, 55) };
    const analysis = analyse([lot], { benchmark: late });
    expect(analysis.benchmark?.totalReturn).toMatchObject({ value: null, reason: 'benchmark_starts_late' });
    expect([...(analysis.series.benchmarkIndex ?? [])]).toEqual([NaN, NaN, 1, 1.1]);
    expect(analyse([lot]).risk.beta.reason).toBe('no_benchmark');
  });

  it('refuses a window that ends before it starts', () => {
    expect(() => analyse([lot], { fromDay: friday + 1 })).toThrow(RangeError);
    expect(() => analyse([], { fromDay: friday + 1 })).toThrow(RangeError);
  });
});
