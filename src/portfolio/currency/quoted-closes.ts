import type { PriceSeries } from '../../analytics/series/columns';
import { convertCurrency } from '../../analytics/series/currency';

/** Closes in the currency that their exchange quotes in, with the rates into the portfolio's. */
export interface QuotedCloses extends PriceSeries {
  readonly rates: PriceSeries;
}

/** The closes in the portfolio's currency. */
export function converted(quoted: QuotedCloses): PriceSeries {
  return convertCurrency(quoted, quoted.rates);
}
