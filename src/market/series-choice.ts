import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/clock';
import { DayRange, missingRanges } from './day-ranges';
import { ExchangeHours, exchangeHours, isTradingDay, lastClosedDay } from './exchange-hours';
import { HistoryFiller } from './history-filler';
import { marketUnavailable, unknownSymbol } from './market.errors';
import { MarketDataProvider } from './providers/market-data-provider';
import { MarketProviders } from './providers/market-providers';
import { ProviderError } from './providers/provider-error';
import { StaleReason } from './quote';
import { IMPORT, StoredSeries } from './series.repository';

export interface ChosenSeries {
  series: StoredSeries;
  /** why part of the range lacks; null when nothing does */
  lacks: StaleReason | null;
}

/** What is known so far of one question. */
interface Search {
  symbol: string;
  hours: ExchangeHours;
  wanted: DayRange;
  candidates: StoredSeries[];
  failures: ProviderError[];
}

const UNKNOWN_FOR = 10 * 60_000;

/** Finds the one series that a question about the past is answered from, and has providers fill what it lacks. */
@Injectable()
export class SeriesChoice {
  private readonly logger = new Logger(SeriesChoice.name);
  private readonly unknown = new LRUCache<string, true>({ max: 10_000, ttl: UNKNOWN_FOR });

  constructor(
    private readonly providers: MarketProviders,
    private readonly filler: HistoryFiller,
    private readonly clock: Clock,
  ) {}

  /**
   * Imported bars, else the first provider's that covers the range, else the best there is.
   * @param stored what is stored of the symbol
   * @throws DomainError `market.unknown_symbol`, `market.unavailable`
   */
  async choose(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<ChosenSeries> {
    const hours = exchangeHours(symbol);
    const wanted = closedDays(range, hours, this.clock.now());
    const imported = stored.find(({ source }) => source === IMPORT);
    if (imported)
      return { series: imported, lacks: endsBefore(imported, wanted.to) ? 'no_newer_data' : null };
    const search: Search = { symbol, hours, wanted, candidates: stored, failures: [] };
    const short: MarketDataProvider[] = [];
    for (const provider of this.providers.inOrder) {
      const before = search.candidates.find(({ source }) => source === provider.name);
      const [gap] = lackOf(search, before);
      if (before && !gap) return { series: before, lacks: null };
      if (!provider.lists(symbol) || this.unknown.has(`${provider.name}|${symbol}`)) continue;
      if (gap && gap.from < provider.firstDay()) short.push(provider);
      else {
        const after = await this.fill(search, provider, wanted);
        if (after && lackOf(search, after).length === 0) return { series: after, lacks: null };
      }
    }
    for (const provider of short) await this.fillAsFarAsItReaches(search, provider);
    return best(search);
  }

  /** Nobody has all of the range: the last days are better than nothing, if nobody else has more. */
  private async fillAsFarAsItReaches(search: Search, provider: MarketDataProvider): Promise<void> {
    const first = provider.firstDay();
    const others = search.candidates.filter(({ source }) => source !== provider.name);
    if (others.some((series) => daysLacking(search, series) <= first - search.wanted.from)) return;
    const days = closedDays({ from: first, to: Infinity }, search.hours, this.clock.now());
    await this.fill(search, provider, days);
  }

  private async fill(
    search: Search,
    provider: MarketDataProvider,
    days: DayRange,
  ): Promise<StoredSeries | undefined> {
    try {
      const after = await this.filler.fill(provider, search.symbol, days);
      const others = search.candidates.filter(({ source }) => source !== provider.name);
      search.candidates = after ? [...others, after] : others;
      return after;
    } catch (error) {
      search.failures.push(this.failureOf(error, provider, search.symbol));
      return undefined;
    }
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
}

function best(search: Search): ChosenSeries {
  const { symbol, candidates, failures } = search;
  const [series] = candidates.toSorted((a, b) => daysLacking(search, a) - daysLacking(search, b));
  const limited = failures.find(({ kind }) => kind === 'rate_limited');
  const down = failures.find(({ kind }) => kind !== 'unknown_symbol' && kind !== 'rate_limited');
  if (series) {
    const lacks = down ? 'provider_down' : limited ? 'rate_limited' : 'no_newer_data';
    return { series, lacks };
  }
  if (down ?? limited) throw marketUnavailable(symbol, limited && !down ? 60 : 10, down ?? limited);
  throw unknownSymbol(symbol);
}

function lackOf({ wanted, hours }: Search, series?: StoredSeries): DayRange[] {
  return missingRanges(series?.covered ?? [], wanted, hours);
}

function daysLacking(search: Search, series: StoredSeries): number {
  return lackOf(search, series).reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The closed days of a range; where none of them can have trading, from the trading day before: it tells whether there is such a symbol. */
function closedDays(range: DayRange, hours: ExchangeHours, now: Date): DayRange {
  const to = Math.min(range.to, lastClosedDay(hours, now));
  let from = Math.min(range.from, to);
  if (missingRanges([], { from, to }, hours).length === 0) while (!isTradingDay(hours, from)) from -= 1;
  return { from, to };
}

/** Imported bars begin and end where they do; only an end before what was asked for is worth a word. */
function endsBefore({ covered }: StoredSeries, day: number): boolean {
  return (covered.at(-1)?.to ?? day) < day;
}
