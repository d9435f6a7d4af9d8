import { PriceSeries } from '../../analytics/series/columns';

export const MOST_PRIVATE_INSTRUMENTS = 100;
/** Forty years of trading days. */
export const MOST_PRIVATE_PRICES = 10_000;
/** Above any real price; keeps every product and sum finite. */
export const MOST_PRIVATE_PRICE = 1e12;
/** What quotes and histories name as their source. */
export const PRIVATE_SOURCE = 'private';

/** What its owner says of an instrument that no provider prices. */
export interface PrivateInstrumentContent {
  readonly name: string;
  readonly currency: string;
  /** days strictly ascending */
  readonly prices: PriceSeries;
}

/** An instrument that only its owner knows, such as a house or shares of a company without a listing. */
export interface PrivateInstrument extends PrivateInstrumentContent {
  /** begins with `PRIVATE:`; each user has symbols of his own */
  readonly symbol: string;
  /** rises with every change, and is another one after a deletion */
  readonly version: number;
  readonly updated_at: Date;
}
