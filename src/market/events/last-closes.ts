import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { inParallel } from '../../common/in-parallel';
import { inParts } from '../../common/in-parts';
import { Environment } from '../../config/environment';
import { BarsRepository } from '../history/bars/bars.repository';
import { IMPORT, SeriesRepository } from '../history/series/series.repository';
import { StoredSeries } from '../history/series/stored-series';
import { MarketDataProvider } from '../providers/market-data-provider';
import { MarketProviders } from '../providers/market-providers';
import { LastClose } from './apart-by-split';

const SYMBOLS = 20_000;
/** A close that another process stored meanwhile is seen so late. */
const KEPT_MS = 600_000;
/** A history that has begun meanwhile is seen after so many refreshes. */
const NONE_KEPT_REFRESHES = 6;
const LOOKED_UP_AT_ONCE = 1_000;
/** A refresh waits for these. */
const READ_A_TIME = 500;
const AT_ONCE = 4;

/** A last close, and who tells the history that it is of. */
export interface ToldClose extends LastClose {
  readonly provider: MarketDataProvider;
}

interface ToldSeries {
  readonly provider: MarketDataProvider;
  readonly series: StoredSeries;
}

/** The last stored closes of symbols, remembered for a while. */
@Injectable()
export class LastCloses {
  private readonly closes: LRUCache<string, ToldClose | 'none'>;
  private readonly noneKeptMs: number;

  constructor(
    private readonly series: SeriesRepository,
    private readonly bars: BarsRepository,
    private readonly providers: MarketProviders,
    { MARKET_REFRESH_SECONDS }: Environment,
  ) {
    const refreshMs = MARKET_REFRESH_SECONDS * 1_000;
    this.noneKeptMs = NONE_KEPT_REFRESHES * refreshMs;
    // Longer than it takes to read all of them, so that those behind have their turn.
    const ttl = Math.max(KEPT_MS, ((2 * SYMBOLS) / READ_A_TIME) * refreshMs);
    this.closes = new LRUCache({ ...atMost(SYMBOLS), ttl });
  }

  /**
   * Those of the symbols whose history a provider that tells events has begun to tell; of more than are read at a time the
   * others come next time.
   */
  async of(symbols: readonly string[]): Promise<Map<string, ToldClose>> {
    const known = new Map<string, ToldClose>();
    const wanted: string[] = [];
    for (const symbol of symbols) {
      const last = this.closes.get(symbol);
      if (!last) wanted.push(symbol);
      else if (last !== 'none') known.set(symbol, last);
    }
    let left = READ_A_TIME;
    for (const some of inParts(wanted, LOOKED_UP_AT_ONCE)) {
      const told = (await this.toldOf(some)).slice(0, left);
      left -= told.length;
      await inParallel(told, AT_ONCE, async ({ provider, series }) => {
        const [bar] = await this.bars.newest(series, 1);
        if (!bar) return this.noteNone(series.symbol);
        const last = { provider, day: bar.day, close: bar.close, currency: series.currency };
        known.set(series.symbol, last);
        this.closes.set(series.symbol, last);
      });
      if (left === 0) break;
    }
    return known;
  }

  /** It is read again when it is asked for next. */
  forget(symbol: string): void {
    this.closes.delete(symbol);
  }

  private async toldOf(symbols: string[]): Promise<ToldSeries[]> {
    const bySymbol = new Map(symbols.map((symbol) => [symbol, [] as StoredSeries[]]));
    for (const series of await this.series.ofMany(symbols)) bySymbol.get(series.symbol)?.push(series);
    return [...bySymbol].flatMap(([symbol, stored]) => {
      const told = this.toldAmong(stored);
      if (told) return [told];
      this.noteNone(symbol);
      return [];
    });
  }

  private toldAmong(stored: readonly StoredSeries[]): ToldSeries | undefined {
    if (stored.some(({ source }) => source === IMPORT)) return undefined;
    for (const provider of this.providers.inOrder) {
      const series = stored.find(({ source }) => source === provider.name);
      if (series?.tellsEvents && provider.lists(series.symbol)) return { provider, series };
    }
    return undefined;
  }

  private noteNone(symbol: string): void {
    this.closes.set(symbol, 'none', { ttl: this.noneKeptMs });
  }
}
