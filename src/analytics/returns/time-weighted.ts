import { figure, undefinedFigure } from '../figure';
import type { Figure } from '../figure';

/**
 * Time-weighted returns where only values and flows are known; a flow (> 0 paid in, < 0 taken out) enters at its own
 * value at the end of its day: r[t] = (V[t] - F[t]) / V[t-1] - 1, and V / F - 1 (0 without a flow) after a value of 0.
 *
 * @param values V[t] after the flow of t; @param flows of the same length, the opening's included
 */
export function returnsOfValuesAndFlows(values: Float64Array, flows: Float64Array): Float64Array {
  return values.map((value, t) => {
    const previous = t === 0 ? 0 : values[t - 1]!;
    const flow = flows[t]!;
    if (previous !== 0) return (value - flow) / previous - 1;
    return flow > 0 ? value / flow - 1 : 0;
  });
}

/** Growth of 1 over returns, one level after each; once nothing is left it stays 0, and NaN after an undefined return. */
export function growthIndex(returns: Float64Array): Float64Array {
  let level = 1;
  return returns.map((dailyReturn) => (level = Math.max(level * (1 + dailyReturn), 0)));
}

/** Total return of a growth index of at least one level, not annualised. */
export function timeWeightedReturn(index: Float64Array): Figure {
  return figure(index[index.length - 1]! - 1, 'time_weighted_daily');
}

/**
 * A total return over `days` calendar days as a yearly rate: (1 + total)^(365 / days) - 1. Undefined below 365 days,
 * where compounding would blow a short stretch up to a year (GIPS forbids it).
 */
export function annualised(total: Figure, days: number): Figure {
  const method = `${total.method}_annualised`;
  if (total.value === null) return { ...total, method };
  if (days < 365) return undefinedFigure(method, 'below_one_year');
  return figure((1 + total.value) ** (365 / days) - 1, method);
}
