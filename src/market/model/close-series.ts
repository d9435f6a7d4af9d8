import { PriceSeries } from '../../analytics/series/columns';
import { StaleReason } from './quote';

/** What a provider has already worked into its prices; series of different adjustments are never joined. */
export const ADJUSTMENTS = ['raw', 'split', 'split_dividend'] as const;
export type Adjustment = (typeof ADJUSTMENTS)[number];

/** Daily closes of one instrument from one source, in columns. */
export interface CloseSeries extends PriceSeries {
  /** days since 1970-01-01, strictly ascending */
  readonly days: Int32Array;
  readonly closes: Float64Array;
  readonly currency: string;
  readonly source: string;
  readonly adjustment: Adjustment;
  /** why days that were asked for may be missing; null when none is */
  readonly lacks: StaleReason | null;
  /** whether there was trading on a day whose close has not come yet */
  readonly isOwed: boolean;
  /** bars whose open, high, low or volume made no sense; their closes did */
  readonly mended: number;
  /** whether the source tells splits and dividends */
  readonly tellsEvents: boolean;
  /** the last day that it was traded on, of one that is delisted */
  readonly lastTraded?: number;
}

/** Whether days are missing because a provider that might tell them could not be asked. */
export function isCutOff({ lacks }: Pick<CloseSeries, 'lacks'>): boolean {
  return lacks === 'provider_down' || lacks === 'rate_limited';
}
