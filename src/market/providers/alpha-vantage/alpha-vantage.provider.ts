import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../analytics/calendar';
import { calendarDayOf, isCalendarDay } from '../../../common/calendar/calendar-day';
import { Clock } from '../../../common/clock';
import { Environment } from '../../../config/environment';
import { DailyBar, mendPrices } from '../../model/daily-bar';
import { exchangeHours, lastClosedDay } from '../../model/exchange-hours';
import {
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderProfile,
  ProviderQuote,
  ToldQuotes,
} from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { fetchFromProvider, isRecord, parseObject, textOf } from '../provider-http';
import { readOverview } from './read-overview';
import { refusalOf } from './refusal';

/** `outputsize=compact` is 100 rows, a little under five months. */
const REACH_DAYS = 140;

/** Listed in the United States: no suffix of another exchange, no index, currency or pair; `BRK-B` is a class of shares. */
const US_LISTING = /^[A-Z0-9]+(-[A-Z])?$/;

/**
 * Alpha Vantage's free plan: quotes, the last 100 days as traded (no adjustment), search. All its values are strings,
 * and its refusals come as HTTP 200. Quotes and series tell neither currency nor time zone, so it is asked only for
 * what is listed in the United States: in dollars, by the days of New York.
 */
@Injectable()
export class AlphaVantageProvider extends MarketDataProvider {
  readonly name = 'alpha-vantage';
  readonly symbolsACall = 1;
  readonly findsIsins = false;

  constructor(
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {
    super();
  }

  lists(symbol: string): boolean {
    return US_LISTING.test(symbol);
  }

  async quotes([symbol]: string[]): Promise<ToldQuotes> {
    const quotes: ToldQuotes = new Map();
    if (symbol === undefined) return quotes;
    const answer = await this.ask({ function: 'GLOBAL_QUOTE', symbol });
    const row = Object.entries(answer).find(([key]) => key.startsWith('Global Quote'))?.[1];
    // An unknown symbol is answered by an empty quote, or by nothing at all.
    if (isRecord(row) && Object.keys(row).length > 0) quotes.set(symbol, this.quoteOf(symbol, row));
    return quotes;
  }

  async dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    const answer = await this.ask({ function: 'TIME_SERIES_DAILY', symbol, outputsize: 'compact' }, symbol);
    const series = answer['Time Series (Daily)'];
    if (!isRecord(series)) throw new ProviderError('no_data', 'it has no series of that');
    const last = Math.min(to, lastClosedDay(exchangeHours(symbol), this.clock.now()));
    const read = Object.entries(series).map(([date, row]) => barOf(date, row));
    const all = read.flatMap((bar) => bar ?? []).sort((a, b) => a.day - b.day);
    const first = read.length < 100 ? from : Math.max(from, all[0]?.day ?? from);
    return {
      bars: all.filter(({ day }) => day >= from && day <= last),
      currency: 'USD',
      adjustment: 'raw',
      covers: { from: first, to: last },
      owed: read.length > all.length ? owedDays(series, all) : [],
      lastTraded: null,
      events: null,
      exchange: null,
    };
  }

  firstDay(): number {
    return parseDay(calendarDayOf(this.clock.now())) - REACH_DAYS;
  }

  async search(query: string): Promise<InstrumentMatch[]> {
    const { bestMatches } = await this.ask({ function: 'SYMBOL_SEARCH', keywords: query });
    if (!Array.isArray(bestMatches)) return [];
    const matches = bestMatches.filter(isRecord).map((match) => ({
      symbol: textOf(match['1. symbol']).toUpperCase(),
      name: textOf(match['2. name']),
      type: textOf(match['3. type']).toLowerCase(),
      exchange: textOf(match['4. region']),
      currency: textOf(match['8. currency']),
    }));
    return matches.filter(({ symbol, currency }) => this.lists(symbol) && currency === 'USD');
  }

  async profile(symbol: string): Promise<ProviderProfile> {
    return readOverview(await this.ask({ function: 'OVERVIEW', symbol }), symbol);
  }

  private quoteOf(symbol: string, row: Record<string, unknown>): ProviderQuote | 'no_data' {
    const close = numberOf(row['05. price']);
    const day = row['07. latest trading day'];
    if (!Number.isFinite(close) || !isCalendarDay(day)) return 'no_data';
    const prices = {
      open: numberOf(row['02. open']),
      high: numberOf(row['03. high']),
      low: numberOf(row['04. low']),
    };
    const sound = mendPrices({ ...prices, close, volume: numberOf(row['06. volume']) });
    const before = numberOf(row['08. previous close']);
    return {
      symbol,
      timestamp: this.timeOn(symbol, day),
      open: sound?.open ?? null,
      high: sound?.high ?? null,
      low: sound?.low ?? null,
      close,
      volume: sound?.volume ?? null,
      previous_close: Number.isFinite(before) ? before : null,
      currency: 'USD',
    };
  }

  /** It tells the day of a price only: now, while that day lasts; after it, its end. */
  private timeOn(symbol: string, day: string): Date {
    const now = this.clock.now();
    if (parseDay(day) > lastClosedDay(exchangeHours(symbol), now)) return now;
    return new Date(Math.min(now.getTime(), Date.parse(`${day}T23:59:59Z`)));
  }

  private soon(): Date {
    return new Date(this.clock.now().getTime() + 1_000);
  }

  private async ask(parameters: Record<string, string>, symbol?: string): Promise<Record<string, unknown>> {
    const url = new URL('/query', this.environment.ALPHA_VANTAGE_BASE_URL);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    url.searchParams.set('apikey', this.environment.ALPHA_VANTAGE_API_KEY ?? '');
    const timeout = this.environment.PROVIDER_TIMEOUT_SECONDS * 1_000;
    const { status, body } = await fetchFromProvider(url, { timeout });
    if (status === 429) throw new ProviderError('rate_limited', 'too many calls', { retryAt: this.soon() });
    if (status !== 200) throw new ProviderError('unavailable', `it answered ${status}`);
    const answer = parseObject(body);
    const refusal = refusalOf(answer, this.clock.now(), symbol !== undefined);
    if (refusal) throw refusal;
    return answer;
  }
}

function barOf(date: string, row: unknown): DailyBar | undefined {
  if (!isCalendarDay(date) || !isRecord(row)) return undefined;
  const bar = mendPrices({
    open: numberOf(row['1. open']),
    high: numberOf(row['2. high']),
    low: numberOf(row['3. low']),
    close: numberOf(row['4. close']),
    volume: numberOf(row['5. volume']),
  });
  return bar && { day: parseDay(date), ...bar };
}

/** Days of the series whose close is no number. */
function owedDays(series: Record<string, unknown>, read: readonly DailyBar[]): number[] {
  const known = new Set(read.map(({ day }) => day));
  const days = Object.keys(series).filter(isCalendarDay).map(parseDay);
  return days.filter((day) => !known.has(day)).sort((a, b) => a - b);
}

function numberOf(value: unknown): number {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
