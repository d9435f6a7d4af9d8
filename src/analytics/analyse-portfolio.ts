import type { Allocation, Concentration } from './allocation';
import type { BenchmarkComparison } from './benchmark';
import type { PriceSeries } from './columns';
import type { Contribution } from './contributions';
import type { DatedDrawdown } from './drawdown';
import type { Figure } from './figure';
import type { Lot } from './lots';
import type { PeriodReturns, YearOfReturns } from './period-returns';
import type { Position, Totals } from './positions';
import type { RiskFigures } from './risk';

/** What `analysePortfolio` needs to know. Prices are in the portfolio's currency; days are day numbers. */
export interface PortfolioInput {
  readonly lots: readonly Lot[];
  /** Closes by symbol, with history before `fromDay`. A symbol without an entry is valued at its purchase price. */
  readonly prices: ReadonlyMap<string, PriceSeries>;
  readonly benchmark?: PriceSeries | null;
  /** First day of the window; null, or a day before the first purchase, means the first purchase. */
  readonly fromDay: number | null;
  /** Last day of the window, always a valuation date. Lots and closes after it are left out. */
  readonly toDay: number;
  /** Annual effective risk-free rate, a fraction above -1. */
  readonly riskFreeAnnual: number;
  /** Valuation dates a year: 252 for daily prices. */
  readonly periodsPerYear: number;
}

/** Everything known about a portfolio over a window. Fractions, not percent; losses are negative. */
export interface PortfolioAnalysis {
  /** Opening day of the window after clamping to the first purchase; null without lots. */
  readonly fromDay: number | null;
  readonly toDay: number;
  /** As of `toDay`, against what was paid: independent of the window's start. */
  readonly summary: Totals;
  readonly returns: Returns;
  readonly risk: RiskFigures & BenchmarkComparison & { readonly maxDrawdown: DatedDrawdown };
  /** Null without a benchmark. */
  readonly benchmark: { readonly totalReturn: Figure; readonly annualised: Figure } | null;
  /** Largest first. */
  readonly allocation: readonly Allocation[];
  readonly concentration: Concentration;
  /** By symbol. */
  readonly holdings: readonly Position[];
  /** By symbol; they add up to `returns.timeWeighted`. */
  readonly contributions: readonly Contribution[];
  readonly periodReturns: PeriodReturns;
  readonly monthTable: readonly YearOfReturns[];
  readonly series: PortfolioSeries;
  readonly quality: PriceQuality;
}

/** Returns over the window; `simple` is value / money put in - 1. */
export interface Returns {
  readonly timeWeighted: Figure;
  readonly timeWeightedAnnualised: Figure;
  readonly moneyWeighted: Figure;
  readonly modifiedDietz: Figure;
  readonly simple: Figure;
}

/** One entry per valuation date. `invested` is the opening value plus all purchases since. */
export interface PortfolioSeries {
  readonly days: Int32Array;
  readonly values: Float64Array;
  readonly flows: Float64Array;
  readonly invested: Float64Array;
  readonly dailyReturns: Float64Array;
  /** Growth of 1 put in at the opening. */
  readonly twrIndex: Float64Array;
  /** How far the index stands below its highest so far, <= 0. */
  readonly drawdowns: Float64Array;
  /** Growth of 1 in the benchmark since the opening; NaN before its first close. Null without a benchmark. */
  readonly benchmarkIndex: Float64Array | null;
}

/** How good the prices behind the analysis are. */
export interface PriceQuality {
  /** Valuation dates on which a held symbol had no close of its own. */
  readonly carriedForwardDays: number;
  /** Latest close used; null if there is none. */
  readonly pricesAsOfDay: number | null;
  /** Held symbols without any close up to `toDay`, valued at their purchase price. */
  readonly neverPriced: readonly string[];
}

/** Analyses lots over a window. */
export function analysePortfolio(_input: PortfolioInput): PortfolioAnalysis {
  throw new Error('under construction');
}
