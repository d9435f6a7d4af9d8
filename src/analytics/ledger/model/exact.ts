import { Decimal } from 'decimal.js';

/**
 * Exact decimals of the ledger: 48 digits, so that sums of quantities up to 10^15 with 18 decimals never round; results
 * of divisions round half up.
 */
export const Exact = Decimal.clone({
  precision: 48,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 60,
});
export type Exact = Decimal;

export const ZERO: Exact = new Exact(0);
export const ONE: Exact = new Exact(1);

const QUANTITY_DECIMALS = 18;

/** Reads a number of a line; what is left out is 0. */
export function exact(text: string | number | undefined): Exact {
  return text === undefined ? ZERO : new Exact(text);
}

/** A quantity after a split, spin-off or merger: rounded half up to 18 decimals. */
export function roundQuantity(quantity: Exact): Exact {
  return quantity.toDecimalPlaces(QUANTITY_DECIMALS, Decimal.ROUND_HALF_UP);
}
