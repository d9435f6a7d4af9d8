import { PriceSeries } from '../analytics/columns';
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
}
