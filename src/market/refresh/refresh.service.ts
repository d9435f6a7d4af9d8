import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { inParts } from '../../common/in-parts';
import { Environment } from '../../config/environment';
import { ExDates } from '../events/ex-dates';
import { Quote } from '../model/quote';
import { QuoteFetcher } from '../quotes/quote-fetcher';
import { ageOf, isMarketOpen } from '../quotes/quote-freshness';
import { QuoteCache, QuoteOutcome } from '../quotes/quote-cache';
import { InstrumentChanges } from '../changes/instrument-changes';
import { TrackedSymbols } from '../ticks/tracked-symbols';

/** How often a symbol is looked at while its market is closed, in seconds. */
const WHEN_CLOSED = 900;
const BATCH = 100;
const LOOKED_UP_AT_ONCE = 1_000;

/** Keeps the symbols fresh that somebody watches, holds or has an alert on; idle when nobody does. */
@Injectable()
export class RefreshService {
  private readonly every: number;

  constructor(
    private readonly tracked: TrackedSymbols,
    private readonly cache: QuoteCache,
    private readonly fetcher: QuoteFetcher,
    private readonly exDates: ExDates,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
    { MARKET_REFRESH_SECONDS }: Environment,
  ) {
    this.every = MARKET_REFRESH_SECONDS;
  }

  /** @returns how many symbols got a newer price */
  async refresh(): Promise<number> {
    await this.tracked.restoreWhereForgotten();
    const wanted = await this.tracked.all();
    const { traded } = this.changes.byTrading(wanted);
    const due = await this.dueOf(traded);
    let refreshed = 0;
    for (const batch of inParts(due, BATCH)) refreshed += await this.refreshBatch(batch);
    await this.exDates.follow(traded.flatMap((symbol) => this.quoteOf(symbol)));
    return refreshed;
  }

  /** What is due by what this process remembers may have been fetched by another meanwhile. */
  private async dueOf(symbols: string[]): Promise<string[]> {
    const due: string[] = [];
    const dueHere = symbols.filter((symbol) => this.isDue(this.cache.remembered(symbol)));
    for (const some of inParts(dueHere, LOOKED_UP_AT_ONCE)) {
      const known = await this.cache.fleetKnows(some);
      due.push(...some.filter((symbol) => this.isDue(known.get(symbol) ?? this.cache.remembered(symbol))));
    }
    return due;
  }

  private async refreshBatch(symbols: string[]): Promise<number> {
    const outcomes = await this.fetcher.fetch(symbols, 'refresh');
    return [...outcomes.values()].filter(({ kind }) => kind === 'quote').length;
  }

  /** Whoever fetched it. */
  private quoteOf(symbol: string): Quote[] {
    const known = this.cache.remembered(symbol);
    return known?.kind === 'quote' ? [known.quote] : [];
  }

  private isDue(known: QuoteOutcome | undefined): boolean {
    if (!known) return true;
    if (known.kind !== 'quote') return false;
    const now = this.clock.now();
    // Half a period of tolerance, else a run that comes a little early would skip its turn.
    const every = isMarketOpen(known.quote, now) ? this.every / 2 : Math.max(this.every, WHEN_CLOSED);
    return ageOf(known.quote, now) >= every * 1_000;
  }
}
