import { BarColumns } from '../analytics/bar-aggregation';
import { Adjustment } from './close-series';
import { StaleReason } from './quote';

export const INTERVALS = ['1d', '1w', '1mo'] as const;
export type Interval = (typeof INTERVALS)[number];

export interface HistoryWindow {
  /** calendar days `YYYY-MM-DD`, inclusive */
  from: string;
  to: string;
  interval: Interval;
  /** at most so many bars, extremes kept */
  max_points?: number;
}

/** Bars of one instrument from one source under one adjustment. */
export interface History {
  symbol: string;
  interval: Interval;
  currency: string;
  source: string;
  adjustment: Adjustment;
  /** computed when asked for: an unchanged answer (304) never needs them */
  bars: () => BarColumns;
  /** whether part of the range could not be had; then `stale_reason` says why */
  stale: boolean;
  stale_reason: StaleReason | null;
  /** changes whenever the stored series does; equal tags mean equal answers */
  tag: string;
}
