/** Why a figure is undefined: stable, machine-readable words. */
export type Reason =
  | 'no_lots'
  | 'one_date'
  | 'one_signed_flows'
  | 'no_root_in_range'
  | 'multiple_roots'
  | 'below_one_year'
  | 'zero_cost'
  | 'zero_value'
  | 'zero_capital'
  | 'too_few_returns'
  | 'no_deviation'
  | 'no_benchmark'
  | 'benchmark_starts_late'
  | 'before_opening'
  | 'total_loss'
  | 'negative_capital'
  | 'no_exchange_rate'
  | 'basis_unknown'
  | 'not_finite';

/**
 * One number with its origin. Exactly one of `value` and `reason` is null: a figure that cannot be
 * computed says why and never becomes NaN, infinity or a stand-in number. Ratios are fractions.
 */
export interface Figure {
  readonly value: number | null;
  readonly method: string;
  readonly reason: Reason | null;
}

/** A figure of `value`; a value that is not finite becomes undefined with reason `not_finite`. */
export function figure(value: number, method: string): Figure {
  return Number.isFinite(value) ? { value, method, reason: null } : undefinedFigure(method, 'not_finite');
}

/** A figure that has no value, for `reason`. */
export function undefinedFigure(method: string, reason: Reason): Figure {
  return { value: null, method, reason };
}
