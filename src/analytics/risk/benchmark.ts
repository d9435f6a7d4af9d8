import { carryForward, lastPositionOnOrBefore } from '../series/alignment';
import type { PriceSeries } from '../series/columns';
import { figure, undefinedFigure } from '../figure';
import type { Figure, Reason } from '../figure';
import { LEAST_DEVIATION, riskFreePerPeriod } from './risk';
import { comoment, mean, sampleDeviation } from './statistics';

/** A return series held against a benchmark's. */
export interface BenchmarkComparison {
  readonly beta: Figure;
  readonly alpha: Figure;
  readonly trackingError: Figure;
  readonly informationRatio: Figure;
}

/** A benchmark on a portfolio's valuation dates. */
export interface AlignedBenchmark {
  /** Return since the date before (the first: since the opening); NaN where one of the two closes is missing. */
  readonly returns: Float64Array;
  /** Growth of 1 since the opening, or since the first close where that is later; NaN before it. */
  readonly index: Float64Array;
  /** Return since the opening; undefined if the benchmark has no close by then. */
  readonly totalReturn: Figure;
}

/**
 * Aligns a benchmark with at least one valuation date, its last close carried forward.
 *
 * @param openingDay the day of the portfolio's starting value: the first of `days`, or the day before the window
 */
export function alignBenchmark(series: PriceSeries, days: Int32Array, openingDay: number): AlignedBenchmark {
  const method = 'price_return';
  const closes = carryForward(series, days);
  const opening = series.closes[lastPositionOnOrBefore(series.days, openingDay)] ?? NaN;
  const returns = closes.map((close, t) => {
    const ratio = close / (t === 0 ? opening : closes[t - 1]!);
    return Number.isFinite(ratio) ? ratio - 1 : NaN;
  });
  const base = Number.isNaN(opening) ? (closes.find((close) => !Number.isNaN(close)) ?? NaN) : opening;
  const index = closes.map((close) => (base > 0 ? close / base : NaN));
  const totalReturn = Number.isNaN(opening)
    ? undefinedFigure(method, 'benchmark_starts_late')
    : figure(index[index.length - 1]! - 1, method);
  return { returns, index, totalReturn };
}

/**
 * Compares returns with a benchmark's over the same periods; pairs without a benchmark return (NaN) are dropped and at
 * least two must be left.
 *
 * - beta: cov(r, b) / var(b)
 * - alpha: (mean(r - rf) - beta * mean(b - rf)) * p, Jensen's alpha in the CAPM, annualised by plain multiplication
 *   (Michael C. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", 1968)
 * - tracking error: standard deviation (n - 1) of r - b, times sqrt(p)
 * - information ratio: mean(r - b) * p / tracking error (Grinold & Kahn, "Active Portfolio Management", 1999)
 */
export function compareWithBenchmark(
  returns: Float64Array,
  benchmarkReturns: Float64Array,
  riskFreeAnnual: number,
  periodsPerYear: number,
): BenchmarkComparison {
  const own = returns.filter((_value, i) => !Number.isNaN(benchmarkReturns[i]!));
  const market = benchmarkReturns.filter((value) => !Number.isNaN(value));
  if (own.length < 2) return comparisonWithout('too_few_returns');

  const active = own.map((value, i) => value - market[i]!);
  const trackingError = sampleDeviation(active);
  const beta = comoment(own, market) / comoment(market, market);
  const riskFree = riskFreePerPeriod(riskFreeAnnual, periodsPerYear);
  const alpha = mean(own) - riskFree - beta * (mean(market) - riskFree);
  const marketMoves = sampleDeviation(market) >= LEAST_DEVIATION;
  const values: Record<keyof BenchmarkComparison, number | null> = {
    beta: marketMoves ? beta : null,
    alpha: marketMoves ? alpha * periodsPerYear : null,
    trackingError: trackingError * Math.sqrt(periodsPerYear),
    informationRatio:
      trackingError >= LEAST_DEVIATION ? (mean(active) / trackingError) * Math.sqrt(periodsPerYear) : null,
  };
  return comparison((method, key) => {
    const value = values[key];
    return value === null ? undefinedFigure(method, 'no_deviation') : figure(value, method);
  });
}

/** The comparison where there is nothing to compare, for `reason`. */
export function comparisonWithout(reason: Reason): BenchmarkComparison {
  return comparison((method) => undefinedFigure(method, reason));
}

function comparison(make: (method: string, key: keyof BenchmarkComparison) => Figure): BenchmarkComparison {
  return {
    beta: make('covariance_over_variance', 'beta'),
    alpha: make('jensen_annualised', 'alpha'),
    trackingError: make('active_deviation_annualised', 'trackingError'),
    informationRatio: make('information_ratio_annualised', 'informationRatio'),
  };
}
