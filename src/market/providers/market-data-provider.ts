import { MarketProviderName } from '../../config/environment';
import { Adjustment } from '../close-series';
import { DailyBar } from '../daily-bar';

/** What a provider says of a price, before it becomes a Quote; null where it does not say. */
export interface ProviderQuote {
  symbol: string;
  /** when the price was true */
  timestamp: Date;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  previous_close: number | null;
  currency: string;
}

/** Daily bars of one instrument under one adjustment convention. */
export interface ProviderBars {
  /** ascending by day, normalised */
  bars: DailyBar[];
  currency: string;
  adjustment: Adjustment;
  /** the days this answer speaks for (day numbers, inclusive): a day inside without a bar had no trading */
  covers: { from: number; to: number };
  /** bars that failed the checks and were left out */
  dropped: number;
}

export interface InstrumentMatch {
  symbol: string;
  name: string;
  /** equity, etf, index, currency, … */
  type: string;
  exchange: string;
  currency: string;
}

/** `demand`: somebody waits for the answer; `refresh`: nobody does, so it must leave allowance for those. */
export type CallPurpose = 'demand' | 'refresh';

/**
 * A source of market data. Adapters translate and normalise; timeouts, retries, breakers, budgets and fallback
 * stand around them. Every failure is a ProviderError.
 */
export abstract class MarketDataProvider {
  abstract readonly name: MarketProviderName;

  /** How many symbols one call for quotes may name. */
  abstract readonly symbolsACall: number;

  /** Whether an instrument of this name can be had here at all; asking otherwise would waste a call. */
  abstract lists(symbol: string): boolean;

  /** Prices of the symbols it knows; a symbol that is absent from the answer is unknown to it. */
  abstract quotes(symbols: string[], purpose: CallPurpose): Promise<Map<string, ProviderQuote>>;

  /**
   * Daily bars of closed days, `from` and `to` as day numbers, inclusive.
   * @throws ProviderError `unknown_symbol`
   */
  abstract dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars>;

  /** The first day of which daily bars can be had here at all, −Infinity without a bound; asking for more wastes a call. */
  abstract firstDay(): number;

  abstract search(query: string): Promise<InstrumentMatch[]>;
}
