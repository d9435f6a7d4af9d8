import { Injectable, OnModuleInit } from '@nestjs/common';
import type YahooFinance from 'yahoo-finance2';
import { DAY_MS, DAY_SECONDS } from '../../../common/calendar/day-length';
import { Clock } from '../../../common/clock';
import { Environment } from '../../../config/environment';
import type { IntradayInterval, Stretch } from '../../intraday/intraday';
import {
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderIntraday,
  ProviderProfile,
  ToldQuotes,
} from '../market-data-provider';
import { answerKindOf, ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import { readChart } from './read-chart';
import { readIntraday } from './read-intraday';
import { PROFILE_MODULES, readProfile } from './read-profile';
import { readQuote } from './read-quote';
import { YahooSession } from './yahoo-session';

const CHARTS = 'https://query2.finance.yahoo.com/v8/finance/chart/';
const SILENT = { info: quiet, warn: quiet, error: quiet, debug: quiet, dir: quiet };
/** What the library thinks of an answer's shape does not matter: each value is checked here. */
const UNCHECKED = { validateResult: false } as const;

type Yahoo = InstanceType<typeof YahooFinance>;

/** Yahoo Finance, unofficial: batch quotes, ten and more years of split-adjusted days in one call, search. */
@Injectable()
export class YahooFinanceProvider extends MarketDataProvider implements OnModuleInit {
  readonly name = 'yahoo-finance';
  readonly symbolsACall = 100;
  readonly findsIsins = true;
  /** As its charts say when they are asked for more. */
  override readonly intradayDays = { '1m': 30, '5m': 60, '15m': 60, '1h': 730 } as const;
  private client?: Promise<Yahoo>;
  private readonly session: YahooSession;

  constructor(
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {
    super();
    const { YAHOO_BASE_URL, PROVIDER_TIMEOUT_SECONDS } = environment;
    const timeout = PROVIDER_TIMEOUT_SECONDS * 1_000;
    this.session = new YahooSession(new URL(YAHOO_BASE_URL), timeout, () => clock.now());
  }

  /** An installation without Yahoo does not load its library; with it, no question waits for that. */
  async onModuleInit(): Promise<void> {
    if (this.environment.MARKET_PROVIDERS.includes(this.name)) await this.yahoo();
  }

  /** A batch that is refused for one of its symbols is asked for in halves, so that no symbol costs another its price. */
  async quotes(symbols: string[]): Promise<ToldQuotes> {
    try {
      return await this.quotesTogether(symbols);
    } catch (error) {
      const told = answerKindOf(error);
      if (!told) throw error;
      const [only] = symbols;
      if (symbols.length <= 1) return new Map(only === undefined ? [] : [[only, told]]);
      const middle = Math.ceil(symbols.length / 2);
      const first = await this.quotes(symbols.slice(0, middle));
      return new Map([...first, ...(await this.quotes(symbols.slice(middle)))]);
    }
  }

  private async quotesTogether(symbols: string[]): Promise<ToldQuotes> {
    const rows: unknown = await this.ask((yahoo) => yahoo.quote(symbols, { return: 'array' }, UNCHECKED));
    if (!Array.isArray(rows)) throw new ProviderError('unavailable', 'its answer has no quotes');
    const now = this.clock.now();
    const quotes: ToldQuotes = new Map();
    for (const row of (rows as unknown[]).filter(isRecord)) {
      const symbol = textOf(row.symbol).toUpperCase();
      if (symbols.includes(symbol)) quotes.set(symbol, readQuote(row, symbol, now));
    }
    return quotes;
  }

  /** Always up to now: what happened after a range, a split or a listing, decides what its prices mean. */
  async dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    const now = this.clock.now();
    const url = new URL(`${CHARTS}${encodeURIComponent(symbol)}`);
    // A day more on both sides: sessions begin on another UTC day east of Greenwich.
    url.searchParams.set('period1', String((from - 1) * DAY_SECONDS));
    url.searchParams.set('period2', String((Math.max(to, dayOf(now)) + 2) * DAY_SECONDS));
    url.searchParams.set('interval', '1d');
    url.searchParams.set('includePrePost', 'false');
    url.searchParams.set('events', 'div|split');
    return readChart(await this.session.json(url), symbol, from, now);
  }

  override async intradayBars(
    symbol: string,
    interval: IntradayInterval,
    stretch: Stretch,
  ): Promise<ProviderIntraday> {
    const url = new URL(`${CHARTS}${encodeURIComponent(symbol)}`);
    url.searchParams.set('period1', String(stretch.from));
    url.searchParams.set('period2', String(stretch.to));
    url.searchParams.set('interval', interval);
    url.searchParams.set('includePrePost', 'false');
    return readIntraday(await this.session.json(url), symbol, interval, stretch, this.clock.now());
  }

  lists(): boolean {
    return true;
  }

  firstDay(): number {
    return -Infinity;
  }

  async search(query: string): Promise<InstrumentMatch[]> {
    const answer: unknown = await this.ask((yahoo) =>
      yahoo.search(query, { newsCount: 0, quotesCount: 20 }, UNCHECKED),
    ).catch((error: unknown) => {
      // It explains that nothing can be found by such words.
      if (answerKindOf(error)) return { quotes: [] };
      throw error;
    });
    if (!isRecord(answer) || !Array.isArray(answer.quotes)) {
      throw new ProviderError('unavailable', 'its answer has no matches');
    }
    return answer.quotes.filter(isRecord).flatMap((row) => {
      if (row.isYahooFinance !== true || !textOf(row.symbol)) return [];
      return {
        symbol: textOf(row.symbol).toUpperCase(),
        name: textOf(row.longname) || textOf(row.shortname) || textOf(row.symbol),
        type: textOf(row.quoteType).toLowerCase(),
        exchange: textOf(row.exchDisp) || textOf(row.exchange),
        currency: '',
      };
    });
  }

  async profile(symbol: string): Promise<ProviderProfile> {
    const summary: unknown = await this.ask((yahoo) =>
      yahoo.quoteSummary(symbol, { modules: [...PROFILE_MODULES] }, UNCHECKED),
    );
    return readProfile(summary, symbol);
  }

  private async ask<T>(question: (yahoo: Yahoo) => Promise<T>): Promise<T> {
    try {
      return await question(await this.yahoo());
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      // What the library says may quote the answer or its address: neither belongs in a log.
      throw new ProviderError('unavailable', 'its answer makes no sense', { cause: error });
    }
  }

  private yahoo(): Promise<Yahoo> {
    return (this.client ??= this.load());
  }

  private async load(): Promise<Yahoo> {
    const { default: Client } = await import('yahoo-finance2');
    return new Client({
      fetch: this.session.fetch,
      logger: SILENT,
      validation: { logErrors: false, logOptionsErrors: false },
      suppressNotices: ['yahooSurvey'],
      versionCheck: false,
    });
  }
}

function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS);
}

function quiet(): void {
  // The library writes to the console otherwise, addresses and crumbs included.
}
