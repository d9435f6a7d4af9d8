import { figure, undefinedFigure } from '../figure';
import type { Figure } from '../figure';
import { mean, quantile, sampleDeviation } from './statistics';

/** A standard deviation below this, per period, is rounding noise: nothing is divided by it. */
export const LEAST_DEVIATION = 1e-12;

/** Risk of a return series, annualised but for the value at risk, which is per period. */
export interface RiskFigures {
  readonly volatility: Figure;
  readonly downsideDeviation: Figure;
  readonly sharpe: Figure;
  readonly sortino: Figure;
  /** Signed: a loss is negative. */
  readonly valueAtRisk95: Figure;
}

/** All risk figures of simple per-period returns. */
export function riskOf(returns: Float64Array, riskFreeAnnual: number, periodsPerYear: number): RiskFigures {
  return {
    volatility: volatility(returns, periodsPerYear),
    downsideDeviation: downsideDeviation(returns, riskFreeAnnual, periodsPerYear),
    sharpe: sharpeRatio(returns, riskFreeAnnual, periodsPerYear),
    sortino: sortinoRatio(returns, riskFreeAnnual, periodsPerYear),
    valueAtRisk95: valueAtRisk(returns, 0.95),
  };
}

/** Annual effective risk-free rate as a rate per period: (1 + annual)^(1 / p) - 1. */
export function riskFreePerPeriod(riskFreeAnnual: number, periodsPerYear: number): number {
  return Math.expm1(Math.log1p(riskFreeAnnual) / periodsPerYear);
}

/** Annualised volatility: standard deviation (n - 1) of at least two returns, times sqrt(p). */
export function volatility(returns: Float64Array, periodsPerYear: number): Figure {
  const method = 'sample_deviation_annualised';
  if (returns.length < 2) return undefinedFigure(method, 'too_few_returns');
  return figure(sampleDeviation(returns) * Math.sqrt(periodsPerYear), method);
}

/** Annualised downside deviation: sqrt(mean of min(r - rf, 0)^2 over all n) * sqrt(p). At least one return. */
export function downsideDeviation(
  returns: Float64Array,
  riskFreeAnnual: number,
  periodsPerYear: number,
): Figure {
  const method = 'downside_deviation_annualised';
  if (returns.length === 0) return undefinedFigure(method, 'too_few_returns');
  const shortfalls = returns.map(
    (value) => Math.min(value - riskFreePerPeriod(riskFreeAnnual, periodsPerYear), 0) ** 2,
  );
  return figure(Math.sqrt(mean(shortfalls) * periodsPerYear), method);
}

/**
 * Annualised Sharpe ratio: mean(r - rf) / standard deviation (n - 1) * sqrt(p).
 * Source: William F. Sharpe, "The Sharpe Ratio" (1994).
 */
export function sharpeRatio(returns: Float64Array, riskFreeAnnual: number, periodsPerYear: number): Figure {
  const method = 'sharpe_annualised';
  if (returns.length < 2) return undefinedFigure(method, 'too_few_returns');
  const deviation = sampleDeviation(returns);
  if (deviation < LEAST_DEVIATION) return undefinedFigure(method, 'no_deviation');
  const excess = mean(returns) - riskFreePerPeriod(riskFreeAnnual, periodsPerYear);
  return figure((excess / deviation) * Math.sqrt(periodsPerYear), method);
}

/**
 * Annualised Sortino ratio with the risk-free rate as target: mean(r - rf) * p / annualised downside deviation.
 * Source: Frank Sortino & Lee Price, "Performance Measurement in a Downside Risk Framework" (1994).
 */
export function sortinoRatio(returns: Float64Array, riskFreeAnnual: number, periodsPerYear: number): Figure {
  const method = 'sortino_annualised';
  if (returns.length < 2) return undefinedFigure(method, 'too_few_returns');
  const deviation = downsideDeviation(returns, riskFreeAnnual, periodsPerYear).value;
  if (deviation === null || deviation < LEAST_DEVIATION * Math.sqrt(periodsPerYear)) {
    return undefinedFigure(method, 'no_deviation');
  }
  const excess = mean(returns) - riskFreePerPeriod(riskFreeAnnual, periodsPerYear);
  return figure((excess * periodsPerYear) / deviation, method);
}

/** Historical value at risk of one period: the (1 - confidence) quantile (type 7) of the returns, signed. */
export function valueAtRisk(returns: Float64Array, confidence: number): Figure {
  const method = 'historical_quantile';
  if (returns.length === 0) return undefinedFigure(method, 'too_few_returns');
  return figure(quantile(returns, 1 - confidence), method);
}
