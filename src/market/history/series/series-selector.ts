import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { DayRange, missingRanges } from './day-ranges';
import { ExchangeHours, exchangeHours, isTradingDay, lastClosedDay } from '../../model/exchange-hours';
import { lastTradedDay } from '../../changes/instrument-change';
import { InstrumentChanges } from '../../changes/instrument-changes';
import { HistoryFiller } from './history-filler';
import { marketUnavailable, nothingTold } from '../../model/market.errors';
import { MarketDataProvider } from '../../providers/market-data-provider';
import { MarketProviders } from '../../providers/market-providers';
import { answerKindOf, ProviderError } from '../../providers/provider-error';
import { StaleReason } from '../../model/quote';
import { IMPORT } from './series.repository';
import { lackOf, owes, StoredSeries } from './stored-series';
import { ToldNothing } from './told-nothing';

export interface ChosenSeries {
  series: StoredSeries;
  /** why part of the range lacks; null when nothing does */
  lacks: StaleReason | null;
  /** since when the symbol was known to be traded no more as it was chosen, `YYYY-MM-DD`; null for what is traded */
  delisted: string | null;
}

type Found = Omit<ChosenSeries, 'delisted'>;

/** What is known so far of one question. */
interface Search {
  symbol: string;
  hours: ExchangeHours;
  /** what was asked for, as far as it was traded */
  range: DayRange;
  /** the closed days of it */
  wanted: DayRange;
  now: Date;
  candidates: StoredSeries[];
  failures: ProviderError[];
}

/** Finds the one series that a question about the past is answered from, and has providers fill what it lacks. */
@Injectable()
export class SeriesSelector {
  private readonly logger = new Logger(SeriesSelector.name);
  private readonly toldNothing = new ToldNothing();

  constructor(
    private readonly providers: MarketProviders,
    private readonly filler: HistoryFiller,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * Imported bars, else the first provider's that covers the range, else the best there is. Of what is delisted nobody is
   * asked for days since: these have none.
   * @param stored what is stored of the symbol
   * @throws DomainError `market.unknown_symbol`, `market.unavailable`
   */
  async choose(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<ChosenSeries> {
    const delisted = this.changes.delistedSince(symbol);
    const imported = stored.find(({ source }) => source === IMPORT);
    if (imported) {
      const { to } = closedDays(range, exchangeHours(symbol), this.clock.now());
      return { series: imported, lacks: endsBefore(imported, to) ? 'no_newer_data' : null, delisted };
    }
    const traded = { from: range.from, to: Math.min(range.to, lastTradedDay(delisted)) };
    return { ...(await this.search(symbol, traded, stored)), delisted };
  }

  private async search(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<Found> {
    const now = this.clock.now();
    const hours = exchangeHours(symbol);
    const wanted = closedDays(range, hours, now);
    const search: Search = { symbol, hours, range, wanted, now, candidates: stored, failures: [] };
    const short: MarketDataProvider[] = [];
    for (const provider of this.providers.inOrder) {
      const before = search.candidates.find(({ source }) => source === provider.name);
      const [gap] = lackIn(search, before);
      if (before && !gap) return { series: before, lacks: unpaid(before, wanted, now) };
      if (!provider.lists(symbol)) continue;
      if (this.toldNothing.holds(this.keyOf(provider, symbol), wanted.from, now)) continue;
      if (gap && gap.from < provider.firstDay()) short.push(provider);
      else {
        const after = await this.fill(search, provider, wanted);
        if (after && lackIn(this.relearnt(search), after).length === 0)
          return { series: after, lacks: unpaid(after, search.wanted, now) };
      }
    }
    for (const provider of short) await this.fillAsFarAsItReaches(search, provider);
    return best(search);
  }

  /** An answer tells when its exchange trades, and thereby which of its days are closed. */
  private relearnt(search: Search): Search {
    search.hours = exchangeHours(search.symbol);
    search.wanted = closedDays(search.range, search.hours, search.now);
    return search;
  }

  /** Nobody has all of the range: the last days are better than nothing, if nobody else has more. */
  private async fillAsFarAsItReaches(search: Search, provider: MarketDataProvider): Promise<void> {
    const first = provider.firstDay();
    const others = search.candidates.filter(({ source }) => source !== provider.name);
    if (others.some((series) => daysLacking(search, series) <= first - search.wanted.from)) return;
    // What was delisted before it reaches is refused without a call.
    const last = Math.max(first, lastTradedDay(this.changes.delistedSince(search.symbol)));
    const days = closedDays({ from: first, to: last }, search.hours, this.clock.now());
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
      this.toldNothing.forget(this.keyOf(provider, search.symbol));
      return after;
    } catch (error) {
      const failure = this.failureOf(error, provider, search.symbol);
      if (answerKindOf(failure)) {
        this.toldNothing.note(this.keyOf(provider, search.symbol), days.from, this.clock.now());
      }
      search.failures.push(failure);
      return undefined;
    }
  }

  private keyOf({ name }: MarketDataProvider, symbol: string): string {
    return `${name}|${this.changes.pricesKey(symbol)}`;
  }

  private failureOf(error: unknown, { name }: MarketDataProvider, symbol: string): ProviderError {
    const failure =
      error instanceof ProviderError
        ? error
        : new ProviderError('unavailable', String(error), { cause: error });
    if (!answerKindOf(failure)) this.logger.warn(`history of ${symbol} from ${name}: ${failure.message}`);
    return failure;
  }
}

function best(search: Search): Found {
  const { symbol, candidates, failures } = search;
  const [series] = candidates.toSorted((a, b) => daysLacking(search, a) - daysLacking(search, b));
  const limited = failures.find(({ kind }) => kind === 'rate_limited');
  const down = failures.find((failure) => !answerKindOf(failure) && failure.kind !== 'rate_limited');
  if (series) {
    const lacks = down ? 'provider_down' : limited ? 'rate_limited' : 'no_newer_data';
    return { series, lacks };
  }
  if (down ?? limited) throw marketUnavailable(symbol, limited && !down ? 60 : 10, down ?? limited);
  throw nothingTold(symbol, failures.map(answerKindOf));
}

function lackIn({ wanted, hours, now }: Search, series?: StoredSeries): DayRange[] {
  return lackOf(series, wanted, hours, now);
}

/** Why a series that nothing more can be asked of now is not whole. */
function unpaid(series: StoredSeries, wanted: DayRange, now: Date): StaleReason | null {
  return owes(series, wanted, now) ? 'no_newer_data' : null;
}

function daysLacking(search: Search, series: StoredSeries): number {
  return lackIn(search, series).reduce((sum, { from, to }) => sum + to - from + 1, 0);
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
