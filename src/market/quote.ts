/** Why an answer is older than it should be. */
export const STALE_REASONS = ['rate_limited', 'provider_down', 'market_closed', 'no_newer_data'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/**
 * The price of an instrument now, as the contract shows it; `timestamp` and `received_at` are ISO 8601 UTC.
 * What a provider does not say is null; the price (`close`) is always there.
 */
export interface Quote {
  symbol: string;
  data_type: 'real-time';
  /** when the price was true, by the provider */
  timestamp: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  previous_close: number | null;
  change: number | null;
  /** a fraction: 0.0123 is 1.23 % */
  change_percent: number | null;
  currency: string;
  source: string;
  /** when we got it */
  received_at: string;
  stale: boolean;
  stale_reason: StaleReason | null;
}
