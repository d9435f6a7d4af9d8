import { MarketProviderName } from '../../config/environment';
import { Adjustment } from '../model/close-series';
import { ToldEvent } from '../events/told-event';
import type { IntradayBar, IntradayInterval, IntradayRetention, Stretch } from '../intraday/intraday';
import { DailyBar } from '../model/daily-bar';
import type { AssetClass } from '../instruments/asset-class';
import type { CallPurpose } from './call-purpose';
import { ProviderAnswerKind, ProviderError } from './provider-error';

/** What a provider says of a symbol: its price, or why there is none. A symbol that is absent is unknown to it. */
export type ToldQuotes = Map<string, ProviderQuote | ProviderAnswerKind>;

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
  /** the unit that the exchange quotes in, where it is another than the currency proper */
  quoted_in?: string;
}

/** Daily bars of one instrument under one adjustment convention. */
export interface ProviderBars {
  /** ascending by day, normalised */
  bars: DailyBar[];
  currency: string;
  adjustment: Adjustment;
  /** the days this answer speaks for (day numbers, inclusive): a day inside without a bar had no trading */
  covers: { from: number; to: number };
  /** days inside on which there was a session whose close is not told yet, ascending */
  owed: number[];
  /** the day of the last trade, where it is told */
  lastTraded: number | null;
  /** splits and dividends inside; null from a provider that tells none */
  events: ToldEvent[] | null;
  /** a name that all symbols of one exchange share; null where it is not told */
  exchange: string | null;
}

/** What an instrument is, as far as a provider tells; null where it does not. */
export interface ProviderProfile {
  symbol: string;
  name: string;
  /** as the provider names it: equity, etf, … */
  type: string;
  exchange: string | null;
  /** as the exchange quotes it */
  currency: string | null;
  isin: string | null;
  sector: string | null;
  industry: string | null;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  asset_class: AssetClass;
  logo_url: string | null;
}

/** Bars within the day, ascending, normalised. */
export interface ProviderIntraday {
  bars: IntradayBar[];
  currency: string;
}

export interface InstrumentMatch {
  symbol: string;
  name: string;
  /** equity, etf, index, currency, … */
  type: string;
  exchange: string;
  currency: string;
}

/**
 * A source of market data. Adapters translate and normalise; timeouts, retries, breakers, budgets and fallback
 * stand around them. Every failure is a ProviderError.
 */
export abstract class MarketDataProvider {
  abstract readonly name: MarketProviderName;

  /** How many symbols one call for quotes may name. */
  abstract readonly symbolsACall: number;

  /** Whether a search for an ISIN finds what has it, and nothing else. */
  abstract readonly findsIsins: boolean;

  /** Whether an instrument of this name can be had here at all; asking otherwise would waste a call. */
  abstract lists(symbol: string): boolean;

  abstract quotes(symbols: string[], purpose: CallPurpose): Promise<ToldQuotes>;

  /**
   * Daily bars of closed days, `from` and `to` as day numbers, inclusive; a provider may answer for later days too.
   * @throws ProviderError `unknown_symbol`, `no_currency`, `no_data`: what it says of this symbol or range
   */
  abstract dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars>;

  /** How far back there are bars within the day; nowhere unless a provider says so. */
  readonly intradayDays: IntradayRetention = {};

  /**
   * Bars that begin inside a stretch, which reaches back as far as `intradayDays` at most.
   * @throws ProviderError `unknown_symbol`, `no_currency`, `no_data`: what it says of this symbol or stretch
   */
  intradayBars(_symbol: string, _interval: IntradayInterval, _stretch: Stretch): Promise<ProviderIntraday> {
    return Promise.reject(new ProviderError('no_data', 'it has no bars within the day'));
  }

  /** The first day of which daily bars can be had here at all, −Infinity without a bound; asking for more wastes a call. */
  abstract firstDay(): number;

  abstract search(query: string): Promise<InstrumentMatch[]>;

  /** @throws ProviderError `unknown_symbol`, `no_data` */
  abstract profile(symbol: string): Promise<ProviderProfile>;
}
