import type { PriceSeries } from '../../analytics/series/columns';
import type { CloseSeries } from '../../market/model/close-series';

/** What one unit of a currency cost, day by day, and the series that say so. */
export interface ExchangeRate {
  series: PriceSeries;
  /** by symbol, such as `EURUSD=X` */
  legs: ReadonlyMap<string, CloseSeries>;
}
