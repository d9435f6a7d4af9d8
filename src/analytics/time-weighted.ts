import { figure, undefinedFigure } from './figure';
import type { Figure } from './figure';
import type { ValueColumns } from './valuation';

/**
 * True time-weighted daily returns: the portfolio is valued at the close just before the day's flow, the flow comes in
 * at what was paid, and the day ends at its value: r[t] = B[t] / V[t-1] * V[t] / (B[t] + F[t]) - 1. The day the first
 * money comes in returns V / F - 1; a day with nothing held before and nothing paid returns 0.
 * Source: CFA Institute, GIPS Standards Handbook, time-weighted return with valuation at each external cash flow.
 */
export function dailyReturns({ values, before, flows, openingValue }: ValueColumns): Float64Array {
  const returns = new Float64Array(values.length);
  let previous = openingValue;
  for (let t = 0; t < values.length; t++) {
    const held = before[t]!;
    const flow = flows[t]!;
    const value = values[t]!;
    if (previous === 0) returns[t] = flow > 0 ? value / flow - 1 : 0;
    // Without a flow one division is exact where the product of two is not.
    else if (flow === 0 && value === held) returns[t] = value / previous - 1;
    // All that was held became worthless: new money of the day cannot undo that.
    else returns[t] = held === 0 ? -1 : ((held / previous) * value) / (held + flow) - 1;
    previous = value;
  }
  return returns;
}

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

/** Growth of 1 over returns, one level after each; once nothing is left it stays 0. */
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
