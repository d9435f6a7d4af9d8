import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Environment } from '../config/environment';
import { AlertsService } from '../notifications/alerts.service';
import { fireAlerts } from './fire-alerts';
import { Quote } from './quote';
import { QuoteFetcher } from './quote-fetcher';
import { ageOf, isMarketOpen } from './quote-freshness';
import { QuoteMemory } from './quote-memory';
import { TrackedSymbols } from './tracked-symbols';

/** How often a symbol is looked at while its market is closed, in seconds. */
const WHEN_CLOSED = 900;
const BATCH = 100;

/** Keeps the symbols fresh that somebody watches, holds or has an alert on; idle when nobody does. */
@Injectable()
export class RefreshService {
  private readonly logger = new Logger(RefreshService.name);
  private readonly every: number;

  constructor(
    private readonly tracked: TrackedSymbols,
    private readonly alerts: AlertsService,
    private readonly memory: QuoteMemory,
    private readonly fetcher: QuoteFetcher,
    private readonly clock: Clock,
    { MARKET_REFRESH_SECONDS }: Environment,
  ) {
    this.every = MARKET_REFRESH_SECONDS;
  }

  /** @returns how many symbols got a newer price */
  async refresh(): Promise<number> {
    const wanted = [
      ...new Set((await Promise.all([this.tracked.all(), this.alerts.symbolsWithAlerts()])).flat()),
    ];
    await this.memory.fleetKnows(wanted.filter((symbol) => !this.memory.known(symbol)));
    const due = wanted.filter((symbol) => this.isDue(symbol));
    let refreshed = 0;
    for (let start = 0; start < due.length; start += BATCH) {
      refreshed += await this.refreshBatch(due.slice(start, start + BATCH));
    }
    return refreshed;
  }

  private async refreshBatch(symbols: string[]): Promise<number> {
    const outcomes = await this.fetcher.fetch(symbols, 'refresh');
    const quotes: Quote[] = [];
    for (const outcome of outcomes.values()) if (outcome.kind === 'quote') quotes.push(outcome.quote);
    await fireAlerts(this.alerts, quotes, this.logger);
    return quotes.length;
  }

  private isDue(symbol: string): boolean {
    const known = this.memory.known(symbol);
    if (!known) return true;
    if (known.kind !== 'quote') return false;
    const now = this.clock.now();
    // Half a period of tolerance, else a run that comes a little early would skip its turn.
    const every = isMarketOpen(known.quote, now) ? this.every / 2 : Math.max(this.every, WHEN_CLOSED);
    return ageOf(known.quote, now) >= every * 1_000;
  }
}
