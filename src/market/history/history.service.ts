import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { formatDay, parseDay } from '../../analytics/calendar';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { BarColumns } from '../../analytics/bars/bar-aggregation';
import { sliceColumns } from './bars/bar-columns';
import { CloseSeries } from '../model/close-series';
import { DayRange } from './series/day-ranges';
import { lastTradedDay } from '../changes/instrument-change';
import { InstrumentChanges } from '../changes/instrument-changes';
import { History, HistoryBatch, HistoryQuality, HistoryWindow } from './history';
import { inParallel } from '../../common/in-parallel';
import { invalidRange, unknownSymbol } from '../model/market.errors';
import { MissingSymbol } from '../model/missing-symbol';
import { PrivatePrices } from '../private/private-prices';
import { privateSeries } from '../private/private-series';
import { ChosenSeries, SeriesSelector } from './series/series-selector';
import { RecentSeries } from './series/recent-series';
import { IMPORT, SeriesRepository } from './series/series.repository';
import { owes, StoredSeries } from './series/stored-series';
import { reduceBars } from './bars/reduce-bars';
import { StoredBars } from './bars/stored-bars';

export interface DailyCloses {
  series: Map<string, CloseSeries>;
  missing: MissingSymbol[];
}

/** A series that answers, with all of its bars. */
export interface ToldSeries extends ChosenSeries {
  columns: BarColumns;
}

type Revision = Pick<StoredSeries, 'symbol' | 'source' | 'revision'>;

const AT_ONCE = 8;

/**
 * Daily bars of the past: the database first, providers for what it lacks. An answer is always one stored series of one
 * source, since two providers adjust their prices differently.
 */
@Injectable()
export class HistoryService {
  constructor(
    private readonly stored: SeriesRepository,
    private readonly recent: RecentSeries,
    private readonly columns: StoredBars,
    private readonly selector: SeriesSelector,
    private readonly privatePrices: PrivatePrices,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * @param userId whose private instruments are known; none are when left out
   * @throws DomainError `market.unknown_symbol`, `market.unavailable`, `market.invalid_range`
   */
  async bars(symbol: string, window: HistoryWindow, userId?: string): Promise<History> {
    const range = { from: parseDay(window.from), to: parseDay(window.to) };
    if (range.from > range.to) throw invalidRange();
    const readFrom = isPrivateSymbol(symbol)
      ? null
      : await this.recent.read(symbol, () => this.stored.of(symbol));
    const told = readFrom
      ? await this.ofMarket(symbol, range, [...readFrom])
      : await this.ofOwner(symbol, range, userId);
    const { series, lacks, columns, delisted } = told;
    const counted = countedOf(told, range);
    const daily = sliceColumns(columns, counted.from, counted.to);
    const { source, currency, adjustment, revision } = series;
    const facts = [
      symbol,
      source,
      revision,
      window.from,
      window.to,
      window.interval,
      window.max_points,
      lacks,
      delisted,
    ];
    return {
      symbol,
      interval: window.interval,
      currency,
      source,
      adjustment,
      bars: () => reduceBars(daily, window.interval, window.max_points),
      stale: lacks !== null,
      stale_reason: lacks,
      quality: qualityOf(series, counted),
      readFrom,
      delisted,
      tag: createHash('sha1').update(facts.join('|')).digest('base64url'),
    };
  }

  /**
   * Bars of many instruments, in the order asked for; those that cannot be told are named instead.
   * @param userId as for `bars`
   * @throws DomainError `market.invalid_range`
   */
  async manyBars(symbols: string[], window: HistoryWindow, userId?: string): Promise<HistoryBatch> {
    const wanted = [...new Set(symbols)];
    const missing = new Map<string, MissingSymbol>();
    const found = new Map<string, History>();
    if (window.from > window.to) throw invalidRange();
    await inParallel(wanted, AT_ONCE, async (symbol) => {
      try {
        found.set(symbol, await this.bars(symbol, window, userId));
      } catch (error) {
        missing.set(symbol, asMissing(symbol, error));
      }
    });
    return {
      items: wanted.flatMap((symbol) => found.get(symbol) ?? []),
      missing: wanted.flatMap((symbol) => missing.get(symbol) ?? []),
    };
  }

  /**
   * Closes of many instruments, in the order asked for; `from` and `to` as `YYYY-MM-DD`, inclusive.
   * @param userId as for `bars`
   */
  async dailyCloses(symbols: string[], from: string, to: string, userId?: string): Promise<DailyCloses> {
    const stored = await this.stored.ofMany([...new Set(symbols)]);
    return this.closesFrom(stored, symbols, from, to, userId);
  }

  /**
   * As `dailyCloses`, of series as `RecentSeries` promises: for who compares `recentStateOf` of before with `stateOf` of after.
   */
  async recentCloses(symbols: string[], from: string, to: string, userId?: string): Promise<DailyCloses> {
    return this.closesFrom(await this.recentlyStored(symbols), symbols, from, to, userId);
  }

  /**
   * The state of all that is stored of some symbols' history and of what of it counts, in one small read that asks no
   * provider: while it stays the same, so do closes that were answered in full.
   * @param userId as for `bars`
   */
  async stateOf(symbols: string[], userId?: string): Promise<string> {
    const wanted = [...new Set(symbols)];
    return this.stateBy(this.stored.revisions(wanted), wanted, userId);
  }

  /** As `stateOf`, as new as `RecentSeries` promises. */
  recentStateOf(symbols: string[], userId?: string): Promise<string> {
    return this.stateBy(this.recentlyStored(symbols), symbols, userId);
  }

  private async closesFrom(
    stored: readonly StoredSeries[],
    symbols: readonly string[],
    from: string,
    to: string,
    userId: string | undefined,
  ): Promise<DailyCloses> {
    const range = { from: parseDay(from), to: parseDay(to) };
    const wanted = [...new Set(symbols)];
    const found = new Map<string, CloseSeries>();
    const missing = new Map<string, MissingSymbol>();
    await inParallel(wanted, AT_ONCE, async (symbol) => {
      try {
        const ofSymbol = stored.filter((series) => series.symbol === symbol);
        const told = isPrivateSymbol(symbol)
          ? await this.ofOwner(symbol, range, userId)
          : await this.ofMarket(symbol, range, ofSymbol);
        found.set(symbol, this.closesOf(told, range));
      } catch (error) {
        missing.set(symbol, asMissing(symbol, error));
      }
    });
    return {
      series: new Map(
        wanted.filter((symbol) => found.has(symbol)).map((symbol) => [symbol, found.get(symbol)!]),
      ),
      missing: wanted.flatMap((symbol) => missing.get(symbol) ?? []),
    };
  }

  private async stateBy(
    stored: Promise<readonly Revision[]>,
    symbols: readonly string[],
    userId: string | undefined,
  ): Promise<string> {
    const told = await Promise.all([stored, this.privatePrices.revisions(userId, symbols)]);
    const revisions = told.flat().map(({ symbol, source, revision }) => `${symbol}|${source}|${revision}`);
    const delisted = [...new Set(symbols)].flatMap((symbol) => {
      const since = this.changes.delistedSince(symbol);
      return since === null ? [] : `${symbol}|delisted|${since}`;
    });
    return [...revisions, ...delisted].sort().join();
  }

  /** One reading for all that are not in memory. */
  private async recentlyStored(symbols: readonly string[]): Promise<StoredSeries[]> {
    const wanted = [...new Set(symbols)];
    let reading: Promise<StoredSeries[]> | undefined;
    const load = async (symbol: string) => {
      reading ??= this.stored.ofMany(wanted);
      return (await reading).filter((series) => series.symbol === symbol);
    };
    const read = wanted.map((symbol) => this.recent.read(symbol, () => load(symbol)));
    return (await Promise.all(read)).flatMap((series) => series ?? []);
  }

  private async ofMarket(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<ToldSeries> {
    const chosen = await this.selector.choose(symbol, range, stored);
    return { ...chosen, columns: await this.columns.all(chosen.series) };
  }

  private async ofOwner(symbol: string, range: DayRange, userId: string | undefined): Promise<ToldSeries> {
    const instrument = (await this.privatePrices.of(userId, [symbol])).get(symbol);
    if (!instrument) throw unknownSymbol(symbol);
    return privateSeries(instrument, range, this.clock.now());
  }

  private closesOf(told: ToldSeries, range: DayRange): CloseSeries {
    const { series, lacks, columns, delisted } = told;
    const counted = countedOf(told, range);
    const { days, close } = sliceColumns(columns, counted.from, counted.to);
    const { currency, source, adjustment } = series;
    return {
      days,
      closes: close,
      currency,
      source,
      adjustment,
      lacks,
      isOwed: owes(series, counted, this.clock.now()),
      mended: series.mended.filter((day) => day >= counted.from && day <= counted.to).length,
      tellsEvents: series.tellsEvents,
      ...(delisted !== null && { lastTraded: lastTradedDay(delisted) }),
    };
  }
}

/** Of a delisted one the days before that; what was imported counts whole. */
function countedOf({ series, delisted }: ToldSeries, { from, to }: DayRange): DayRange {
  return { from, to: series.source === IMPORT ? to : Math.min(to, lastTradedDay(delisted)) };
}

function asMissing(symbol: string, error: unknown): MissingSymbol {
  if (!(error instanceof DomainError)) throw error;
  return { symbol, reason: error.code.replace('market.', '') };
}

function qualityOf(series: StoredSeries, { from, to }: DayRange): HistoryQuality {
  const inside = (day: number) => day >= from && day <= to;
  return {
    mended_bars: series.mended.filter(inside).length,
    owed_days: series.owed.filter(inside).map(formatDay),
    tells_events: series.tellsEvents,
  };
}
