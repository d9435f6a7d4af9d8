/** How far a price may be from a close of its day. */
const NEAR = 0.3;

/**
 * Whether a price is of the shares after later splits: it is near the split-adjusted close of its day and not near the
 * close as traded.
 * @param factor shares of today for one of that day; @param adjustedClose per share of today
 */
export function fitsAdjustedOnly(price: number, adjustedClose: number, factor: number): boolean {
  return isNear(price, adjustedClose) && !isNear(price, adjustedClose * factor);
}

function isNear(price: number, close: number): boolean {
  return Math.abs(price / close - 1) <= NEAR;
}
