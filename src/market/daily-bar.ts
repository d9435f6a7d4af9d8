/** One trading day of one instrument. */
export interface DailyBar {
  /** the trading day in the exchange's time zone, as days since 1970-01-01 */
  day: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** Prices come as binary floats of divided decimals: a low this little above the close is rounding, not an error. */
const ROUNDING = 1e-6;

/**
 * Checks the prices of a bar or quote: finite, above 0, low ≤ open, close ≤ high, volume ≥ 0 (none counts as 0).
 * @returns the same prices with rounding noise at the edges removed, or undefined when they make no sense
 */
export function normalisePrices<
  T extends Record<'open' | 'high' | 'low' | 'close', unknown> & { volume?: unknown },
>(prices: T): (T & Omit<DailyBar, 'day'>) | undefined {
  const { open, high, low, close, volume = 0 } = prices;
  if (!isPrice(open) || !isPrice(high) || !isPrice(low) || !isPrice(close)) return undefined;
  const traded = volume ?? 0;
  if (typeof traded !== 'number' || !Number.isFinite(traded) || traded < 0) return undefined;
  const bottom = Math.min(open, close);
  const top = Math.max(open, close);
  if (low > bottom * (1 + ROUNDING) || high < top * (1 - ROUNDING)) return undefined;
  return { ...prices, open, close, low: Math.min(low, bottom), high: Math.max(high, top), volume: traded };
}

function isPrice(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
