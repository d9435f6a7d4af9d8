import { Injectable, Logger } from '@nestjs/common';
import { BarsRepository } from '../history/bars/bars.repository';
import { DailyBar } from '../model/daily-bar';
import { Quote } from '../model/quote';
import { QuoteCache } from './quote-cache';
import { quoteFrom } from './quote-from-provider';
import { QuotesRepository } from './quotes.repository';
import { IMPORT, SeriesRepository } from '../history/series/series.repository';
import { StoredSeries } from '../history/series/stored-series';
import { DAY_MS } from '../../common/calendar/day-length';

/** The last prices there are of instruments that no provider answers for. */
@Injectable()
export class StoredQuotes {
  private readonly logger = new Logger(StoredQuotes.name);

  constructor(
    private readonly cache: QuoteCache,
    private readonly quotes: QuotesRepository,
    private readonly series: SeriesRepository,
    private readonly bars: BarsRepository,
  ) {}

  /**
   * From memory or the last stored quote, whichever is newer, else the last stored day. Whatever store is away is passed
   * over.
   */
  async lastKnown(symbols: string[]): Promise<Quote[]> {
    if (symbols.length === 0) return [];
    const found = new Map<string, Quote>();
    for (const symbol of symbols) {
      const remembered = this.cache.remembered(symbol);
      if (remembered?.kind === 'quote') found.set(symbol, remembered.quote);
    }
    try {
      const unheard = symbols.filter((symbol) => this.cache.known(symbol)?.kind !== 'quote');
      for (const quote of await this.quotes.latest(unheard)) {
        const before = found.get(quote.symbol);
        if (!before || before.received_at < quote.received_at) found.set(quote.symbol, quote);
      }
      const open = symbols.filter((symbol) => !found.has(symbol));
      for (const quote of await this.lastDays(open)) found.set(quote.symbol, quote);
    } catch (error) {
      this.logger.warn(`stored quotes: ${String(error)}`);
    }
    return [...found.values()];
  }

  private async lastDays(symbols: string[]): Promise<Quote[]> {
    if (symbols.length === 0) return [];
    const stored = await this.series.ofMany(symbols);
    const quotes = symbols.map(async (symbol) => {
      const ofSymbol = stored.filter((series) => series.symbol === symbol);
      const series = ofSymbol.find(({ source }) => source === IMPORT) ?? ofSymbol[0];
      if (!series) return [];
      const [last, before] = await this.bars.newest(series, 2);
      return last ? [asQuote(series, last, before)] : [];
    });
    return (await Promise.all(quotes)).flat();
  }
}

function asQuote(
  { symbol, source, currency }: StoredSeries,
  { day, open, high, low, close, volume }: DailyBar,
  before?: DailyBar,
): Quote {
  const timestamp = new Date(day * DAY_MS);
  const previous_close = before?.close ?? null;
  const given = { symbol, timestamp, open, high, low, close, volume, previous_close, currency };
  return quoteFrom(given, source, timestamp);
}
