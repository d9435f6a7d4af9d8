/** Closing prices in columns: `days` strictly ascending day numbers (since 1970-01-01), `closes` of the same length, finite. */
export interface PriceSeries {
  readonly days: Int32Array;
  readonly closes: Float64Array;
}

/** A column as an array for JSON: NaN (no value there) becomes null. */
export function toNullable(column: Float64Array): (number | null)[] {
  return Array.from(column, (value) => (Number.isFinite(value) ? value : null));
}
