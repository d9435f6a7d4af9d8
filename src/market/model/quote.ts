/** Why an answer is older than it should be. */
export const STALE_REASONS = ['rate_limited', 'provider_down', 'market_closed', 'no_newer_data'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/**
 * The price of an instrument now, as the contract shows it; `timestamp` and `received_at` are ISO 8601 UTC.
 * What a provider does not say is null; the price (`close`) is always there.
 */
export interface Quote {
  /** @example AAPL */
  symbol: string;
  data_type: 'real-time';
  /**
   * when the price was true, by the provider
   * @format date-time
   * @example 2026-01-30T19:59:58.000Z
   */
  timestamp: string;
  /** @example 170.1 */
  open: number | null;
  /** @example 172.4 */
  high: number | null;
  /** @example 169.8 */
  low: number | null;
  /** @example 171.82 */
  close: number;
  /** @example 51234567 */
  volume: number | null;
  /** @example 170 */
  previous_close: number | null;
  /** @example 1.82 */
  change: number | null;
  /**
   * a fraction: 0.0123 is 1.23 %
   * @example 0.0107
   */
  change_percent: number | null;
  /** @example USD */
  currency: string;
  /**
   * the unit that its exchange quotes in, such as GBp; prices here are in `currency`. Left out where a stored day stands in,
   * which does not tell it
   * @example USD
   */
  quoted_in?: string;
  /** @example alpha-vantage */
  source: string;
  /**
   * when we got it
   * @format date-time
   * @example 2026-01-30T19:59:58.400Z
   */
  received_at: string;
  /** @example false */
  stale: boolean;
  /** @example null */
  stale_reason: StaleReason | null;
}
