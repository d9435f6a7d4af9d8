import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { withDeadline } from '../../../common/deadline';
import { BarsRepository, SeriesKey } from '../bars/bars.repository';
import { DayRange } from './day-ranges';
import { CorporateEventsRepository } from '../../events/corporate-events.repository';
import { isToldAnew } from '../../events/told-event';
import { SplitNews } from '../../events/split-news';
import { Clock } from '../../../common/clock';
import { exchangeHours, lastClosedDay } from '../../model/exchange-hours';
import { FleetLocks } from '../../quotes/fleet-locks';
import { MarketDataProvider, ProviderBars } from '../../providers/market-data-provider';
import { RecentSeries } from './recent-series';
import { SeriesRepository } from './series.repository';
import { afterAnswer } from './series-change';
import { SessionDays } from './session-days';
import { lackOf, StoredSeries } from './stored-series';

const LOCK_MS = 15_000;
const DEADLINE_MS = 12_000;
/** Days asked for again beside what is stored, to see whether the past was adjusted meanwhile. */
const OVERLAP = 10;
const TOLERANCE = 0.002;

/** What is to be asked for of a series; a gap that ends before it begins is of no day but the newest ones. */
type GapsIn = (stored: StoredSeries | undefined) => DayRange[];

/** Fetches what is missing of a stored series: once in the whole fleet, stored so that twice is once. */
@Injectable()
export class HistoryFiller {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly bars: BarsRepository,
    private readonly series: SeriesRepository,
    private readonly recent: RecentSeries,
    private readonly sessions: SessionDays,
    private readonly events: CorporateEventsRepository,
    private readonly news: SplitNews,
    private readonly locks: FleetLocks,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the provider's series of a symbol cover a range, as far as the provider reaches.
   * @throws ProviderError, DeadlineExceededError
   */
  async fill(
    provider: MarketDataProvider,
    symbol: string,
    wanted: DayRange,
  ): Promise<StoredSeries | undefined> {
    await this.alone(provider, symbol, (stored) =>
      lackOf(stored, wanted, exchangeHours(symbol), this.clock.now()),
    );
    return this.stored({ symbol, source: provider.name });
  }

  /**
   * Asks the provider for the newest days of a series that it has begun to tell, though none lacks: an event of today comes
   * with them. Where they say nothing new, nothing is stored.
   * @throws ProviderError, DeadlineExceededError
   */
  renew(provider: MarketDataProvider, symbol: string): Promise<void> {
    return this.alone(provider, symbol, (stored) => {
      const last = stored?.covered.at(-1)?.to;
      if (last === undefined) return [];
      const closed = lastClosedDay(exchangeHours(symbol), this.clock.now());
      return [{ from: last + 1, to: Math.max(last, closed) }];
    });
  }

  private async alone(provider: MarketDataProvider, symbol: string, gapsIn: GapsIn): Promise<void> {
    const name = `history:${provider.name}:${symbol}`;
    // Another range of the same series may be on its way: its end is waited for, then what still lacks is fetched.
    for (let other = this.running.get(name); other; other = this.running.get(name))
      await other.catch(() => undefined);
    const filling = this.once(name, provider, { symbol, source: provider.name }, gapsIn);
    this.running.set(name, filling);
    try {
      await withDeadline(filling, DEADLINE_MS, `history of ${symbol}`);
    } finally {
      if (this.running.get(name) === filling) this.running.delete(name);
    }
  }

  private async once(
    name: string,
    provider: MarketDataProvider,
    key: SeriesKey,
    gapsIn: GapsIn,
  ): Promise<void> {
    for (;;) {
      const taken = await this.locks.take([name], LOCK_MS);
      const stored = await this.stored(key);
      const gaps = gapsIn(stored);
      try {
        const [first] = gaps;
        if (!first) return;
        if (taken.length > 0)
          return await this.fetch(provider, key, stored, {
            from: first.from,
            to: Math.max(...gaps.map(({ to }) => to)),
          });
      } finally {
        await this.locks.release(taken);
      }
      await pause(50 + Math.random() * 50);
    }
  }

  private async fetch(
    provider: MarketDataProvider,
    key: SeriesKey,
    stored: StoredSeries | undefined,
    gap: DayRange,
  ): Promise<void> {
    const { from, to } = stored ? reachingInto(stored.covered, gap) : gap;
    const answer = await provider.dailyBars(key.symbol, from, to);
    if (
      stored?.covered[0] &&
      (stored.adjustment !== answer.adjustment || (await this.readjusted(key, answer)))
    ) {
      const first = Math.min(from, ...stored.covered.map((range) => range.from));
      const last = Math.max(to, ...stored.covered.map((range) => range.to));
      await this.store(key, await provider.dailyBars(key.symbol, first, last), true);
    } else if (gap.from <= gap.to || !(await this.isKnown(key, answer))) await this.store(key, answer, false);
  }

  /** Whether all events of an answer, and no others of its days, are stored as it tells them. */
  private async isKnown({ symbol, source }: SeriesKey, { events, covers }: ProviderBars): Promise<boolean> {
    if (!events) return true;
    const known = (await this.events.of([symbol])).filter((event) => event.source === source);
    return !isToldAnew(known, events, covers);
  }

  /** A split since the last time changes all prices before it: the whole series must then be had again. */
  private async readjusted(key: SeriesKey, { bars }: ProviderBars): Promise<boolean> {
    const { days, close: closes } = await this.bars.read(key);
    const known = new Map(Array.from(days, (day, i) => [day, closes[i]]));
    return bars.some(({ day, close }) => {
      const before = known.get(day);
      return before !== undefined && Math.abs(close / before - 1) > TOLERANCE;
    });
  }

  private async store(key: SeriesKey, answer: ProviderBars, fresh: boolean): Promise<void> {
    const { bars, covers, events, currency, adjustment, exchange } = answer;
    await this.bars.upsert(key, bars, answer);
    const isSplitAnew = events !== null && (await this.events.replace(key, covers, events));
    const told = {
      ...answer,
      days: bars.map(({ day }) => day),
      mended: bars.flatMap(({ day, mended }) => (mended ? [day] : [])),
      owed: await this.sessions.owedOf(key, answer),
    };
    const terms = { currency, adjustment, exchange, tellsEvents: events !== null };
    await this.recent.changing(key.symbol, () =>
      this.series.change(key, terms, (before) => afterAnswer(before, told, this.clock.now()), { fresh }),
    );
    if (isSplitAnew) await this.news.tell(key.symbol);
  }

  private async stored({ symbol, source }: SeriesKey): Promise<StoredSeries | undefined> {
    return (await this.series.of(symbol)).find((series) => series.source === source);
  }
}

/** A gap, stretched a little into what is stored before and after it: ranges that never meet cannot be compared. */
function reachingInto(covered: readonly DayRange[], gap: DayRange): DayRange {
  const before = covered.findLast(({ to }) => to < gap.from);
  const after = covered.find(({ from }) => from > gap.to);
  return {
    from: before ? before.to + 1 - OVERLAP : gap.from,
    to: after ? after.from - 1 + OVERLAP : gap.to,
  };
}
