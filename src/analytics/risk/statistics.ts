/** Arithmetic mean; NaN for an empty column. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Sum of (a - mean a)(b - mean b) over two columns of one length. */
export function comoment(a: Float64Array, b: Float64Array): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - meanA) * (b[i]! - meanB);
  return sum;
}

/** Standard deviation of a sample (n - 1); NaN below two values. */
export function sampleDeviation(values: Float64Array): number {
  return values.length < 2 ? NaN : Math.sqrt(comoment(values, values) / (values.length - 1));
}

/**
 * Quantile by linear interpolation between order statistics: type 7 of Hyndman & Fan, "Sample Quantiles in Statistical
 * Packages" (1996). `share` in 0..1; NaN for an empty column.
 */
export function quantile(values: Float64Array, share: number): number {
  if (values.length === 0) return NaN;
  const sorted = values.slice().sort();
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}
