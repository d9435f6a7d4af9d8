import { Injectable, Logger } from '@nestjs/common';
import { formatDay } from '../../analytics/calendar';
import { withDeadline } from '../../common/deadline';
import { inParallel } from '../../common/in-parallel';
import { lastTradedDay } from '../changes/instrument-change';
import { InstrumentChanges } from '../changes/instrument-changes';
import { HistoryService } from '../history/history.service';
import { exchangeHours } from '../model/exchange-hours';
import { localTime } from '../model/local-time';
import { Quote } from '../model/quote';
import { LastDays } from './last-days';
import { QuotesRepository } from './quotes.repository';

const AT_ONCE = 4;
/** How long who asks waits for the days before to be brought in. */
const PATIENCE_MS = 5_000;
/** Reaches over any holiday or halt that is usual. */
const RUN_UP_DAYS = 31;

/** The last prices of instruments before the days from which on they are delisted. */
@Injectable()
export class DelistedQuotes {
  private readonly logger = new Logger(DelistedQuotes.name);

  constructor(
    private readonly changes: InstrumentChanges,
    private readonly quotes: QuotesRepository,
    private readonly days: LastDays,
    private readonly history: HistoryService,
  ) {}

  /**
   * Of each symbol that has one, the stored quote or the last stored day, whichever is later; of one day the close. Providers are
   * asked for the last days before, where they are not stored.
   */
  async lastOf(symbols: string[]): Promise<Quote[]> {
    if (symbols.length === 0) return [];
    await inParallel(symbols, AT_ONCE, (symbol) => this.bringIn(symbol));
    const [quotes, days] = await Promise.all([this.quotes.latest(symbols), this.days.of(symbols)]);
    const found = new Map(days.map((quote) => [quote.symbol, quote]));
    for (const quote of quotes) {
      const close = found.get(quote.symbol);
      const day = dayAt(this.changes.currentSymbol(quote.symbol), quote);
      if (day > lastTradedDay(this.changes.delistedSince(quote.symbol))) continue;
      if (!close || dayAt(close.symbol, close) < day) found.set(quote.symbol, quote);
    }
    return [...found.values()];
  }

  private async bringIn(symbol: string): Promise<void> {
    const last = lastTradedDay(this.changes.delistedSince(symbol));
    // Taken back meanwhile.
    if (last === Infinity) return;
    const window = { from: formatDay(last - RUN_UP_DAYS), to: formatDay(last), interval: '1d' } as const;
    await withDeadline(this.history.bars(symbol, window), PATIENCE_MS, `last days of ${symbol}`).catch(
      (error: unknown) => this.logger.debug(`last days of ${symbol}: ${String(error)}`),
    );
  }
}

/** The day of a quote at the exchange of a symbol. */
function dayAt(symbol: string, { timestamp }: Quote): number {
  return localTime(new Date(timestamp), exchangeHours(symbol).timeZone).day;
}
