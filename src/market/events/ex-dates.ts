import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { DAY_MS } from '../../common/calendar/day-length';
import { inParallel } from '../../common/in-parallel';
import { inParts } from '../../common/in-parts';
import { Environment } from '../../config/environment';
import { HistoryFiller } from '../history/series/history-filler';
import { exchangeHours } from '../model/exchange-hours';
import { localTime } from '../model/local-time';
import { Quote } from '../model/quote';
import { withoutHurry } from '../providers/call-purpose';
import { MarketDataProvider } from '../providers/market-data-provider';
import { answerKindOf, ProviderError } from '../providers/provider-error';
import { FleetLocks } from '../quotes/fleet-locks';
import { isApartBySplit } from './apart-by-split';
import { LastCloses } from './last-closes';

const SYMBOLS = 20_000;
/** What failed, or died amid, is tried again after so many refreshes. */
const PAUSE_REFRESHES = 6;
/** A price that no split explains is asked about again after this. */
const UNEXPLAINED_MS = 900_000;
const APART_A_TIME = 20;
/** A refresh waits for these, and the provider may take two a second. */
const DAILY_A_TIME = 5;
const LOOKED_UP_AT_ONCE = 1_000;
const AT_ONCE = 4;

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
  /** claims that are held, by this process or another */
  private readonly resting = new LRUCache<string, true>(atMost(2 * SYMBOLS));
  private readonly pauseMs: number;

  constructor(
    private readonly closes: LastCloses,
    private readonly filler: HistoryFiller,
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
    const known = await this.closes.of(quotes.map(({ symbol }) => symbol));
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
    return [...(await this.free(apart, APART_A_TIME)), ...(await this.free(daily, DAILY_A_TIME))];
  }

  /** The first whose claim nobody holds; the others rest for as long as theirs is held. */
  private async free(due: readonly Asked[], most: number): Promise<Asked[]> {
    const free: Asked[] = [];
    for (const some of inParts(due, LOOKED_UP_AT_ONCE)) {
      if (free.length >= most) break;
      const held = await this.locks.held(some.map(({ claim }) => claim));
      for (const [claim, ttl] of held) this.resting.set(claim, true, { ttl });
      free.push(...some.filter(({ claim }) => !held.has(claim)));
    }
    return free.slice(0, most);
  }

  /** @returns whether the provider answered, be it that it has nothing to tell */
  private async ask({ symbol, provider, claim, restsMs }: Asked): Promise<boolean> {
    this.closes.forget(symbol);
    try {
      await withoutHurry(() => this.filler.renew(provider, symbol));
    } catch (error) {
      if (!(error instanceof ProviderError && error.kind === 'rate_limited'))
        this.logger.warn(`the newest days of ${symbol} are not known: ${String(error)}`);
      if (!answerKindOf(error)) return false;
    }
    await this.locks.keep([claim], restsMs);
    this.resting.set(claim, true, { ttl: restsMs });
    return true;
  }
}
