import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { parseDay } from '../analytics/calendar';
import { Clock } from '../common/clock';
import { DomainError } from '../common/errors/domain-error';
import { sliceColumns } from './bar-columns';
import { CloseSeries } from './close-series';
import { DayRange, missingRanges } from './day-ranges';
import { exchangeHours, lastClosedDay } from './exchange-hours';
import { History, HistoryWindow } from './history';
import { HistoryFiller } from './history-filler';
import { inParallel } from './in-parallel';
import { invalidRange, marketUnavailable, unknownSymbol } from './market.errors';
import { MarketDataProvider } from './providers/market-data-provider';
import { MarketProviders } from './providers/market-providers';
import { ProviderError } from './providers/provider-error';
import { StaleReason } from './quote';
import { MissingSymbol } from './quotes.service';
import { IMPORT, SeriesRepository, StoredSeries } from './series.repository';
import { shapeBars } from './shape-bars';
import { StoredBars } from './stored-bars';

export interface DailyCloses {
  series: Map<string, CloseSeries>;
  missing: MissingSymbol[];
}

interface ChosenSeries {
  series: StoredSeries;
  /** why part of the range lacks; null when nothing does */
  lacks: StaleReason | null;
}

const AT_ONCE = 8;
const UNKNOWN_FOR = 10 * 60_000;

/**
 * Daily bars of the past: the database first, providers for what it lacks. An answer is always one stored series of one
 * source, since two providers adjust their prices differently.
 */
@Injectable()
export class HistoryService {
  private readonly logger = new Logger(HistoryService.name);
  private readonly unknown = new LRUCache<string, true>({ max: 10_000, ttl: UNKNOWN_FOR });

  constructor(
    private readonly providers: MarketProviders,
    private readonly stored: SeriesRepository,
    private readonly columns: StoredBars,
    private readonly filler: HistoryFiller,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `market.unknown_symbol`, `market.unavailable`, `market.invalid_range` */
  async bars(symbol: string, window: HistoryWindow): Promise<History> {
    const range = { from: parseDay(window.from), to: parseDay(window.to) };
    if (range.from > range.to) throw invalidRange();
    const { series, lacks } = await this.choose(symbol, range, await this.stored.of(symbol));
    const daily = sliceColumns(await this.columns.all(series), range.from, range.to);
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
    ];
    return {
      symbol,
      interval: window.interval,
      currency,
      source,
      adjustment,
      bars: () => shapeBars(daily, window.interval, window.max_points),
      stale: lacks !== null,
      stale_reason: lacks,
      tag: createHash('sha1').update(facts.join('|')).digest('base64url'),
    };
  }

  /** Closes of many instruments; `from` and `to` as `YYYY-MM-DD`, inclusive. */
  async dailyCloses(symbols: string[], from: string, to: string): Promise<DailyCloses> {
    const range = { from: parseDay(from), to: parseDay(to) };
    const wanted = [...new Set(symbols)];
    const stored = await this.stored.ofMany(wanted);
    const answer: DailyCloses = { series: new Map(), missing: [] };
    await inParallel(wanted, AT_ONCE, async (symbol) => {
      try {
        const ofSymbol = stored.filter((series) => series.symbol === symbol);
        answer.series.set(symbol, await this.closes(symbol, range, ofSymbol));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        answer.missing.push({ symbol, reason: error.code.replace('market.', '') });
      }
    });
    return answer;
  }

  /**
   * The state of all that is stored of some symbols' history, in one small read that asks no provider: while it stays the
   * same, so do closes that were answered in full.
   */
  async stateOf(symbols: string[]): Promise<string> {
    const stored = await this.stored.revisions([...new Set(symbols)]);
    return stored
      .map(({ symbol, source, revision }) => `${symbol}|${source}|${revision}`)
      .sort()
      .join();
  }

  private async closes(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<CloseSeries> {
    const { series, lacks } = await this.choose(symbol, range, stored);
    const { days, close } = sliceColumns(await this.columns.all(series), range.from, range.to);
    const { currency, source, adjustment } = series;
    return { days, closes: close, currency, source, adjustment, lacks };
  }

  /** The series to answer from: imported bars, else the first provider's that covers the range, else the best there is. */
  private async choose(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<ChosenSeries> {
    const hours = exchangeHours(symbol);
    const to = Math.min(range.to, lastClosedDay(hours, this.clock.now()));
    const wanted = { from: Math.min(range.from, to), to };
    const imported = stored.find(({ source }) => source === IMPORT);
    if (imported) return { series: imported, lacks: endsBefore(imported, to) ? 'no_newer_data' : null };
    const lackOf = (series?: StoredSeries) => missingRanges(series?.covered ?? [], wanted, hours);
    const failures: ProviderError[] = [];
    let candidates = stored;
    for (const provider of this.providers.inOrder) {
      const before = candidates.find(({ source }) => source === provider.name);
      const gaps = lackOf(before);
      if (before && gaps.length === 0) return { series: before, lacks: null };
      if (!this.mayHelp(provider, symbol, gaps[0])) continue;
      try {
        const after = await this.filler.fill(provider, symbol, wanted);
        if (after && lackOf(after).length === 0) return { series: after, lacks: null };
        candidates = [
          ...candidates.filter(({ source }) => source !== provider.name),
          ...(after ? [after] : []),
        ];
      } catch (error) {
        failures.push(this.failureOf(error, provider, symbol));
      }
    }
    return this.best(symbol, candidates, failures, (series) => daysIn(lackOf(series)));
  }

  private mayHelp(provider: MarketDataProvider, symbol: string, gap?: DayRange): boolean {
    if (!provider.lists(symbol) || this.unknown.has(`${provider.name}|${symbol}`)) return false;
    return gap === undefined || provider.reachesBack(gap.from);
  }

  private failureOf(error: unknown, { name }: MarketDataProvider, symbol: string): ProviderError {
    const failure =
      error instanceof ProviderError
        ? error
        : new ProviderError('unavailable', String(error), { cause: error });
    if (failure.kind === 'unknown_symbol') this.unknown.set(`${name}|${symbol}`, true);
    else this.logger.warn(`history of ${symbol} from ${name}: ${failure.message}`);
    return failure;
  }

  private best(
    symbol: string,
    candidates: StoredSeries[],
    failures: ProviderError[],
    lack: (series: StoredSeries) => number,
  ): ChosenSeries {
    const [best] = candidates.sort((a, b) => lack(a) - lack(b));
    const limited = failures.find(({ kind }) => kind === 'rate_limited');
    const down = failures.find(({ kind }) => kind !== 'unknown_symbol' && kind !== 'rate_limited');
    if (best) {
      const lacks = down ? 'provider_down' : limited ? 'rate_limited' : 'no_newer_data';
      return { series: best, lacks };
    }
    if (down ?? limited) throw marketUnavailable(symbol, limited && !down ? 60 : 10, down ?? limited);
    throw unknownSymbol(symbol);
  }
}

function daysIn(ranges: DayRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** Imported bars begin and end where they do; only an end before what was asked for is worth a word. */
function endsBefore({ covered }: StoredSeries, day: number): boolean {
  return (covered.at(-1)?.to ?? day) < day;
}
