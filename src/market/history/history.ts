import { BarColumns } from '../../analytics/bars/bar-aggregation';
import { Adjustment } from '../model/close-series';
import { StaleReason } from '../model/quote';
import { StoredSeries } from './series/stored-series';
import { MissingSymbol } from '../model/missing-symbol';

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

/** What there is to say about the bars of a range; in the form of the contract. */
export interface HistoryQuality {
  /** bars with an open, high, low or volume that made no sense: left out, or moved to the bounds */
  mended_bars: number;
  /** days on which there was trading whose close has not come yet */
  owed_days: string[];
  /** whether the source tells splits and dividends; where it does not, none are known but imported ones */
  tells_events: boolean;
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
  quality: HistoryQuality;
  /** the series of its symbol as they were read for it; null for a private instrument */
  readFrom: readonly StoredSeries[] | null;
  /** since when its symbol was known to be traded no more as it was told, `YYYY-MM-DD` */
  delisted: string | null;
  /** changes whenever the stored series does, or what of it counts; equal tags mean equal answers */
  tag: string;
}

/** Histories of many instruments, and those that cannot be told. */
export interface HistoryBatch {
  items: History[];
  missing: MissingSymbol[];
}
