/** How long a bar is. */
export const INTRADAY_INTERVALS = ['1m', '5m', '15m', '1h'] as const;
export type IntradayInterval = (typeof INTRADAY_INTERVALS)[number];

export const INTERVAL_SECONDS: Record<IntradayInterval, number> = {
  '1m': 60,
  '5m': 300,
  '15m': 900,
  '1h': 3_600,
};

/** How many days back a provider has bars; it has none where the interval is absent. */
export type IntradayRetention = Partial<Record<IntradayInterval, number>>;

/** Part of a trading day of one instrument. What was not told is null. */
export interface IntradayBar {
  /** its beginning, in seconds */
  start: number;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number;
}

/** Seconds; a bar is inside when its beginning is: `from` included, `to` not. */
export interface Stretch {
  from: number;
  to: number;
}

/** Bars of an instrument from one source, in the currency proper. */
export interface Intraday {
  symbol: string;
  interval: IntradayInterval;
  currency: string;
  source: string;
  /** what was asked for, as far as the source reaches */
  stretch: Stretch;
  retentionDays: number;
  /** ascending */
  bars: readonly IntradayBar[];
}
