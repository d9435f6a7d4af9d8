import type { Figure } from './figure';

/** Risk of a return series, annualised but for the value at risk, which is per period. */
export interface RiskFigures {
  readonly volatility: Figure;
  readonly downsideDeviation: Figure;
  readonly sharpe: Figure;
  readonly sortino: Figure;
  /** Signed: a loss is negative. */
  readonly valueAtRisk95: Figure;
}
