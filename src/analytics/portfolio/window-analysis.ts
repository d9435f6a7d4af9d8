import { alignBenchmark, compareWithBenchmark, comparisonWithout } from '../risk/benchmark';
import type { AlignedBenchmark, BenchmarkComparison } from '../risk/benchmark';
import type { PriceSeries } from '../series/columns';
import { datedDrawdown, drawdownColumn, maxDrawdown } from '../risk/drawdown';
import type { DatedDrawdown } from '../risk/drawdown';
import type { Figure, Reason } from '../figure';
import { contributionsTo } from '../ledger/figures/contributions';
import type { Contribution } from '../ledger/figures/contributions';
import type { LedgerColumns } from '../ledger/columns/ledger-columns';
import {
  dailyReturnsOf,
  lastDayReturn,
  ledgerReturns,
  ledgerReturnsWithout,
} from '../ledger/figures/ledger-returns';
import type { DailyReturns, LedgerReturns } from '../ledger/figures/ledger-returns';
import { periodsAYear } from '../ledger/figures/periods-a-year';
import { periodReturns, periodReturnsWithout, monthTable } from '../returns/period-returns';
import type { PeriodReturns, YearOfReturns } from '../returns/period-returns';
import { riskOf } from '../risk/risk';
import type { RiskFigures } from '../risk/risk';
import { annualised, growthIndex } from '../returns/time-weighted';

/** What happened over a window. */
export interface WindowAnalysis {
  /** First day of the window, not before the first line; null without lines. */
  readonly fromDay: number | null;
  /**
   * Day that the window counts from: the first line, or the valuation date before `fromDay` if it is within a week of it,
   * else the day before; null without lines.
   */
  readonly openingDay: number | null;
  readonly returns: LedgerReturns;
  readonly risk: RiskFigures &
    BenchmarkComparison & {
      readonly maxDrawdown: DatedDrawdown;
      /** By which the figures are annualised; null without a stretch of time. */
      readonly periodsPerYear: number | null;
    };
  /** The benchmark over the same days; null without one, or without lines. */
  readonly benchmark: { readonly totalReturn: Figure; readonly annualised: Figure } | null;
  /** By symbol; with `contributionOfRest` they add up to `returns.timeWeighted`. Empty where that is undefined. */
  readonly contributions: readonly Contribution[];
  /** Of cash, and of costs and interest that belong to no symbol. */
  readonly contributionOfRest: number | null;
  readonly periodReturns: PeriodReturns;
  readonly monthTable: readonly YearOfReturns[];
  readonly series: PortfolioSeries;
}

/** One entry per valuation date in the window; NaN where a rate or a price is missing. */
export interface PortfolioSeries {
  readonly days: Int32Array;
  readonly values: Float64Array;
  /** What came in on the day less what went out. */
  readonly flows: Float64Array;
  /** The opening value plus all flows since. */
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
  /** Annual effective risk-free rate, a fraction above -1. */
  readonly riskFreeAnnual: number;
}

/** All figures of a window. @param fromDay first day of the window, not before the first line */
export function analyseWindow(
  columns: LedgerColumns,
  fromDay: number,
  assumptions: MarketAssumptions,
): WindowAnalysis {
  const { days, values, inflows, outflows, openingDay, openingValue } = columns;
  const toDay = days[days.length - 1]!;
  const daily = dailyReturnsOf(columns);
  const index = growthIndex(daily.returns);
  const valuedDay = days[0] === openingDay ? openingDay : fromDay - 1;
  const benchmark = assumptions.benchmark ? alignBenchmark(assumptions.benchmark, days, valuedDay) : null;
  const flows = inflows.map((flow, t) => flow - outflows[t]!);
  const contributions = daily.reason === null ? contributionsTo(columns, index) : null;
  return {
    fromDay,
    openingDay,
    returns: ledgerReturns(columns, daily),
    risk: {
      ...riskOver(columns, daily, benchmark, assumptions.riskFreeAnnual),
      maxDrawdown: daily.reason === null ? datedDrawdown(maxDrawdown(index), days, openingDay) : NO_DRAWDOWN,
    },
    benchmark: benchmark && {
      totalReturn: benchmark.totalReturn,
      annualised: annualised(benchmark.totalReturn, toDay - openingDay),
    },
    contributions: contributions?.symbols ?? [],
    contributionOfRest: contributions?.rest ?? null,
    periodReturns:
      daily.reason === null
        ? periodReturns(days, index, openingDay, lastDayReturn(columns))
        : periodReturnsWithout(daily.reason),
    monthTable: monthTable(days, index, fromDay),
    series: {
      days,
      values,
      flows,
      invested: runningTotal(openingValue, flows),
      dailyReturns: daily.returns,
      twrIndex: index,
      drawdowns: drawdownColumn(index),
      benchmarkIndex: benchmark && benchmark.index,
    },
  };
}

/** The analysis of what held nothing up to the window's end. */
export function emptyWindow(): WindowAnalysis {
  const none = new Float64Array(0);
  return {
    fromDay: null,
    openingDay: null,
    returns: ledgerReturnsWithout('no_lots'),
    risk: { ...riskWithout('no_lots'), maxDrawdown: NO_DRAWDOWN, periodsPerYear: null },
    benchmark: null,
    contributions: [],
    contributionOfRest: null,
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

const NO_DRAWDOWN: DatedDrawdown = { value: null, peakDay: null, troughDay: null, recoveryDay: null };

function riskOver(
  { days, openingDay }: LedgerColumns,
  { returns, reason }: DailyReturns,
  benchmark: AlignedBenchmark | null,
  riskFreeAnnual: number,
): RiskFigures & BenchmarkComparison & { readonly periodsPerYear: number | null } {
  // The day that opens the ledger has no full day behind it: its return is a price paid against a close.
  const skipped = days[0] === openingDay ? 1 : 0;
  const own = returns.subarray(skipped);
  const periodsPerYear = periodsAYear(skipped ? days : [openingDay, ...days], own.length);
  if (reason !== null) return { ...riskWithout(reason), periodsPerYear };
  const periods = periodsPerYear ?? 1;
  return {
    periodsPerYear,
    ...riskOf(own, riskFreeAnnual, periods),
    ...(benchmark
      ? compareWithBenchmark(own, benchmark.returns.subarray(skipped), riskFreeAnnual, periods)
      : comparisonWithout('no_benchmark')),
  };
}

function riskWithout(reason: Reason): RiskFigures & BenchmarkComparison {
  const figures = { ...riskOf(new Float64Array(0), 0, 1), ...comparisonWithout(reason) };
  if (reason === 'no_lots') return figures;
  const undefinedOnes = Object.entries(figures).map(([name, figure]) => [name, { ...figure, reason }]);
  return Object.fromEntries(undefinedOnes) as typeof figures;
}

function runningTotal(start: number, amounts: Float64Array): Float64Array {
  let total = start;
  return amounts.map((amount) => (total += amount));
}
