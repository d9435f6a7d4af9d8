import { Injectable, OnModuleInit } from '@nestjs/common';
import type YahooFinance from 'yahoo-finance2';
import { Clock } from '../../../common/clock';
import { Environment } from '../../../config/environment';
import { exchangeHours, lastClosedDay } from '../../exchange-hours';
import { InstrumentMatch, MarketDataProvider, ProviderBars, ProviderQuote } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import { readChart } from './read-chart';
import { readQuote } from './read-quote';
import { YahooSession } from './yahoo-session';

const DAY_SECONDS = 86_400;
const SILENT = { info: quiet, warn: quiet, error: quiet, debug: quiet, dir: quiet };
/** What the library thinks of an answer's shape does not matter: each value is checked here. */
const UNCHECKED = { validateResult: false } as const;

type Yahoo = InstanceType<typeof YahooFinance>;

/** Yahoo Finance, unofficial: batch quotes, ten and more years of split-adjusted days in one call, search. */
@Injectable()
export class YahooFinanceProvider extends MarketDataProvider implements OnModuleInit {
  readonly name = 'yahoo-finance';
  readonly symbolsACall = 100;
  private client?: Promise<Yahoo>;

  constructor(
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** An installation without Yahoo does not load its library; with it, no question waits for that. */
  async onModuleInit(): Promise<void> {
    if (this.environment.MARKET_PROVIDERS.includes(this.name)) await this.yahoo();
  }

  async quotes(symbols: string[]): Promise<Map<string, ProviderQuote>> {
    const rows: unknown = await this.ask((yahoo) => yahoo.quote(symbols, { return: 'array' }, UNCHECKED));
    if (!Array.isArray(rows)) throw new ProviderError('unavailable', 'its answer has no quotes');
    const quotes = new Map<string, ProviderQuote>();
    for (const row of rows as unknown[]) {
      const quote = readQuote(row, this.clock.now());
      if (quote && symbols.includes(quote.symbol)) quotes.set(quote.symbol, quote);
    }
    return quotes;
  }

  async dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    const last = Math.min(to, lastClosedDay(exchangeHours(symbol), this.clock.now()));
    // A day more on both sides: sessions begin on another UTC day east of Greenwich.
    const period1 = (from - 1) * DAY_SECONDS;
    const period2 = (last + 2) * DAY_SECONDS;
    const chart = await this.ask((yahoo) =>
      yahoo.chart(
        symbol,
        { period1, period2, interval: '1d', return: 'object', includePrePost: false },
        UNCHECKED,
      ),
    );
    return readChart(chart, { from, to: last });
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
    );
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
    const { YAHOO_BASE_URL, PROVIDER_TIMEOUT_SECONDS } = this.environment;
    return new Client({
      fetch: new YahooSession(new URL(YAHOO_BASE_URL), PROVIDER_TIMEOUT_SECONDS * 1_000, () =>
        this.clock.now(),
      ).fetch,
      logger: SILENT,
      validation: { logErrors: false, logOptionsErrors: false },
      suppressNotices: ['yahooSurvey'],
      versionCheck: false,
    });
  }
}

function quiet(): void {
  // The library writes to the console otherwise, addresses and crumbs included.
}
