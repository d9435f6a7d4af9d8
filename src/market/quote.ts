export type StaleReason = 'rate_limited' | 'provider_down' | 'market_closed' | 'no_newer_data';

/** A price as the API shows it; times are ISO 8601 UTC, percentages are fractions. */
export interface Quote {
  symbol: string;
  data_type: 'real-time';
  timestamp: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  previous_close: number | null;
  change: number | null;
  change_percent: number | null;
  currency: string;
  source: string;
  received_at: string;
  stale: boolean;
  stale_reason: StaleReason | null;
}
