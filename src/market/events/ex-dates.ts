import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { DAY_MS } from '../../common/calendar/day-length';
import { inParallel } from '../../common/in-parallel';
import { Environment } from '../../config/environment';
import { BarsRepository } from '../history/bars/bars.repository';
import { HistoryFiller } from '../history/series/history-filler';
import { IMPORT, SeriesRepository } from '../history/series/series.repository';
import { StoredSeries } from '../history/series/stored-series';
import { exchangeHours } from '../model/exchange-hours';
import { localTime } from '../model/local-time';
import { Quote } from '../model/quote';
import { withoutHurry } from '../providers/call-purpose';
import { MarketDataProvider } from '../providers/market-data-provider';
import { MarketProviders } from '../providers/market-providers';
import { answerKindOf, ProviderError } from '../providers/provider-error';
import { FleetLocks } from '../quotes/fleet-locks';
import { isApartBySplit, LastClose } from './apart-by-split';

const SYMBOLS = 20_000;
/** A close that another process stored meanwhile is seen so late. */
const CLOSE_KEPT_MS = 600_000;
/** What failed, or died amid, is tried again after so many refreshes. */
const PAUSE_REFRESHES = 6;
/** A price that no split explains is asked about again after this. */
const UNEXPLAINED_MS = 900_000;
const APART_A_TIME = 20;
/** A refresh waits for these, and the provider may take two a second. */
const DAILY_A_TIME = 5;
const AT_ONCE = 4;

interface Known extends LastClose {
  readonly provider: MarketDataProvider;
}

interface Asked {
  readonly symbol: string;
  readonly provider: MarketDataProvider;
  /** what one process in the fleet takes to ask */
  readonly claim: string;
  /** for how long nobody asks again, once it was answered */
  readonly restsMs: number;
}

/**
 * Sees to it that events are known on their ex-date. They come with bars, and on that day no bar lacks: so the newest days of
 * a symbol are asked for once when its first price of a new session is there, and again when a price lies so far from the
 * last close as only a split or a crash takes it.
 */
@Injectable()
export class ExDates {
  private readonly logger = new Logger(ExDates.name);
  private readonly closes = new LRUCache<string, Known>({ ...atMost(SYMBOLS), ttl: CLOSE_KEPT_MS });
  /** claims that were taken or refused just now */
  private readonly resting = new LRUCache<string, true>(atMost(2 * SYMBOLS));
  private readonly pauseMs: number;

  constructor(
    private readonly series: SeriesRepository,
    private readonly bars: BarsRepository,
    private readonly filler: HistoryFiller,
    private readonly providers: MarketProviders,
    private readonly locks: FleetLocks,
    { MARKET_REFRESH_SECONDS }: Environment,
  ) {
    this.pauseMs = PAUSE_REFRESHES * MARKET_REFRESH_SECONDS * 1_000;
  }

  /** Asks for the newest days of those whose quotes call for it, some at a time. A provider that fails is no failure here. */
  async follow(quotes: readonly Quote[]): Promise<void> {
    const due = await this.dueOf(quotes);
    let isDown = false;
    await inParallel(due, AT_ONCE, async (asked) => {
      if (!isDown && (await this.claim(asked))) isDown = !(await this.ask(asked));
    });
  }

  /** @returns whether it is this process that asks */
  private async claim({ claim }: Asked): Promise<boolean> {
    this.resting.set(claim, true, { ttl: this.pauseMs });
    return (await this.locks.take([claim], this.pauseMs)).length > 0;
  }

  /** Prices that a split may explain first. */
  private async dueOf(quotes: readonly Quote[]): Promise<Asked[]> {
    const known = await this.knownOf(quotes.map(({ symbol }) => symbol));
    const apart: Asked[] = [];
    const daily: Asked[] = [];
    for (const quote of quotes) {
      const { symbol } = quote;
      const last = known.get(symbol);
      const day = localTime(new Date(quote.timestamp), exchangeHours(symbol).timeZone).day;
      if (!last || day <= last.day) continue;
      const { provider } = last;
      const farApart = { symbol, provider, claim: `apart:${symbol}`, restsMs: UNEXPLAINED_MS };
      const ofSession = { symbol, provider, claim: `session:${symbol}:${day}`, restsMs: DAY_MS };
      if (isApartBySplit(quote, last) && !this.resting.has(farApart.claim)) apart.push(farApart);
      else if (!this.resting.has(ofSession.claim)) daily.push(ofSession);
    }
    return [...apart.slice(0, APART_A_TIME), ...daily.slice(0, DAILY_A_TIME)];
  }

  /** @returns whether the provider answered, be it that it has nothing to tell */
  private async ask({ symbol, provider, claim, restsMs }: Asked): Promise<boolean> {
    this.closes.delete(symbol);
    try {
      await withoutHurry(() => this.filler.renew(provider, symbol));
    } catch (error) {
      if (!(error instanceof ProviderError && error.kind === 'rate_limited'))
        this.logger.warn(`the newest days of ${symbol} are not known: ${String(error)}`);
      return answerKindOf(error) !== undefined;
    }
    await this.locks.keep([claim], restsMs);
    this.resting.set(claim, true, { ttl: restsMs });
    return true;
  }

  /** The last closes of those whose history a provider that tells events has begun to tell. */
  private async knownOf(symbols: readonly string[]): Promise<Map<string, Known>> {
    const known = new Map<string, Known>();
    const wanted: string[] = [];
    for (const symbol of symbols) {
      const last = this.closes.get(symbol);
      if (last) known.set(symbol, last);
      else wanted.push(symbol);
    }
    if (wanted.length === 0) return known;
    const stored = await this.series.ofMany(wanted);
    await inParallel([...new Set(stored.map(({ symbol }) => symbol))], AT_ONCE, async (symbol) => {
      const last = await this.lastOf(stored.filter((series) => series.symbol === symbol));
      if (!last) return;
      known.set(symbol, last);
      this.closes.set(symbol, last);
    });
    return known;
  }

  private async lastOf(stored: readonly StoredSeries[]): Promise<Known | undefined> {
    if (stored.some(({ source }) => source === IMPORT)) return undefined;
    for (const provider of this.providers.inOrder) {
      const series = stored.find(({ source }) => source === provider.name);
      if (!series?.tellsEvents || !provider.lists(series.symbol)) continue;
      const [bar] = await this.bars.newest(series, 1);
      if (bar) return { provider, day: bar.day, close: bar.close, currency: series.currency };
    }
    return undefined;
  }
}
