import { alignBenchmark, compareWithBenchmark, comparisonWithout } from './benchmark';
import type { AlignedBenchmark, BenchmarkComparison } from './benchmark';
import type { PriceSeries } from './columns';
import { contributionsTo } from './contributions';
import type { Contribution } from './contributions';
import { datedDrawdown, drawdownColumn, maxDrawdown } from './drawdown';
import type { DatedDrawdown } from './drawdown';
import type { Figure } from './figure';
import { periodReturns, periodReturnsWithout, monthTable } from './period-returns';
import type { PeriodReturns, YearOfReturns } from './period-returns';
import { riskOf } from './risk';
import type { RiskFigures } from './risk';
import { annualised, dailyReturns, growthIndex } from './time-weighted';
import type { Window } from './window';
import { returnsOver, returnsWithout } from './window-returns';
import type { WindowReturns } from './window-returns';

/** What happened to a portfolio over a window. */
export interface WindowAnalysis {
  /** First day of the window, not before the first purchase; null without lots. */
  readonly fromDay: number | null;
  /** Day of the starting value: the first purchase, or the last close before `fromDay`; null without lots. */
  readonly openingDay: number | null;
  readonly returns: WindowReturns;
  readonly risk: RiskFigures & BenchmarkComparison & { readonly maxDrawdown: DatedDrawdown };
  /** The benchmark over the same days; null without one, or without lots. */
  readonly benchmark: { readonly totalReturn: Figure; readonly annualised: Figure } | null;
  /** By symbol; they add up to `returns.timeWeighted`. */
  readonly contributions: readonly Contribution[];
  readonly periodReturns: PeriodReturns;
  readonly monthTable: readonly YearOfReturns[];
  readonly series: PortfolioSeries;
}

/** One entry per valuation date in the window. */
export interface PortfolioSeries {
  readonly days: Int32Array;
  readonly values: Float64Array;
  /** Cost of what was bought on the day. */
  readonly flows: Float64Array;
  /** The opening value plus all purchases since. */
  readonly invested: Float64Array;
  readonly dailyReturns: Float64Array;
  /** Growth of 1 put in at the opening. */
  readonly twrIndex: Float64Array;
  /** How far the index stands below its highest so far, <= 0. */
  readonly drawdowns: Float64Array;
  /** Growth of 1 in the benchmark since the opening; NaN before its first close. Null without a benchmark. */
  readonly benchmarkIndex: Float64Array | null;
}

/** Market assumptions behind a window's analysis. */
export interface MarketAssumptions {
  readonly benchmark?: PriceSeries | null;
  readonly riskFreeAnnual: number;
  readonly periodsPerYear: number;
}

/** All figures of a window. */
export function analyseWindow(window: Window, assumptions: MarketAssumptions): WindowAnalysis {
  const { valuation, fromDay, toDay, openingDay } = window;
  const { days, values, flows } = valuation;
  const returns = dailyReturns(valuation);
  const index = growthIndex(returns);
  const benchmark = assumptions.benchmark ? alignBenchmark(assumptions.benchmark, days, openingDay) : null;
  return {
    fromDay,
    openingDay,
    returns: returnsOver(window, index),
    risk: {
      ...riskOver(window, returns, benchmark, assumptions),
      maxDrawdown: datedDrawdown(maxDrawdown(index), days, openingDay),
    },
    benchmark: benchmark && {
      totalReturn: benchmark.totalReturn,
      annualised: annualised(benchmark.totalReturn, toDay - openingDay),
    },
    contributions: contributionsTo(valuation, index),
    periodReturns: periodReturns(days, index, openingDay),
    monthTable: monthTable(days, index),
    series: {
      days,
      values,
      flows,
      invested: runningTotal(valuation.openingValue, flows),
      dailyReturns: returns,
      twrIndex: index,
      drawdowns: drawdownColumn(index),
      benchmarkIndex: benchmark && benchmark.index,
    },
  };
}

/** The analysis of a portfolio that held nothing up to the window's end. */
export function emptyWindow(): WindowAnalysis {
  const none = new Float64Array(0);
  return {
    fromDay: null,
    openingDay: null,
    returns: returnsWithout('no_lots'),
    risk: {
      ...riskOf(none, 0, 1),
      ...comparisonWithout('no_lots'),
      maxDrawdown: { value: null, peakDay: null, troughDay: null, recoveryDay: null },
    },
    benchmark: null,
    contributions: [],
    periodReturns: periodReturnsWithout('no_lots'),
    monthTable: [],
    series: {
      days: new Int32Array(0),
      values: none,
      flows: none,
      invested: none,
      dailyReturns: none,
      twrIndex: none,
      drawdowns: none,
      benchmarkIndex: null,
    },
  };
}

function riskOver(
  { openingDay, valuation: { days } }: Window,
  returns: Float64Array,
  benchmark: AlignedBenchmark | null,
  { riskFreeAnnual, periodsPerYear }: MarketAssumptions,
): RiskFigures & BenchmarkComparison {
  // The day the portfolio is opened has no full day behind it: its return is a price paid against a close.
  const skipped = days[0] === openingDay ? 1 : 0;
  const own = returns.subarray(skipped);
  return {
    ...riskOf(own, riskFreeAnnual, periodsPerYear),
    ...(benchmark
      ? compareWithBenchmark(own, benchmark.returns.subarray(skipped), riskFreeAnnual, periodsPerYear)
      : comparisonWithout('no_benchmark')),
  };
}

function runningTotal(start: number, amounts: Float64Array): Float64Array {
  let total = start;
  return amounts.map((amount) => (total += amount));
}
