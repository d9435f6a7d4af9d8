import { Injectable, Logger } from '@nestjs/common';
import { InstrumentChanges } from '../changes/instrument-changes';
import { Quote } from '../model/quote';
import { DelistedQuotes } from './delisted-quotes';
import { LastDays } from './last-days';
import { QuoteCache } from './quote-cache';
import { QuotesRepository } from './quotes.repository';

/** The last prices there are of instruments that no provider answers for. */
@Injectable()
export class StoredQuotes {
  private readonly logger = new Logger(StoredQuotes.name);

  constructor(
    private readonly cache: QuoteCache,
    private readonly quotes: QuotesRepository,
    private readonly days: LastDays,
    private readonly delisted: DelistedQuotes,
    private readonly changes: InstrumentChanges,
  ) {}

  /**
   * From memory or the last stored quote, whichever is newer, else the last stored day; of what is delisted the last price
   * before that. Whatever store is away is passed over.
   */
  async lastKnown(symbols: string[]): Promise<Quote[]> {
    if (symbols.length === 0) return [];
    const found = new Map<string, Quote>();
    const { traded, delisted } = this.changes.byTrading(symbols);
    for (const symbol of traded) {
      const remembered = this.cache.remembered(symbol);
      if (remembered?.kind === 'quote') found.set(symbol, remembered.quote);
    }
    try {
      const unheard = traded.filter((symbol) => this.cache.known(symbol)?.kind !== 'quote');
      for (const quote of await this.quotes.latest(unheard)) {
        const before = found.get(quote.symbol);
        if (!before || before.received_at < quote.received_at) found.set(quote.symbol, quote);
      }
      const open = traded.filter((symbol) => !found.has(symbol));
      for (const quote of await this.days.of(open)) found.set(quote.symbol, quote);
      for (const quote of await this.delisted.lastOf(delisted)) found.set(quote.symbol, quote);
    } catch (error) {
      this.logger.warn(`stored quotes: ${String(error)}`);
    }
    return [...found.values()];
  }
}
