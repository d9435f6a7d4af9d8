import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { FleetLocks } from './fleet-locks';
import { MarketProviders } from '../providers/market-providers';
import { CallPurpose } from '../providers/call-purpose';
import { QuoteCache, QuoteOutcome } from './quote-cache';
import { Quote } from '../model/quote';
import { quoteFrom } from './quote-from-provider';
import { QuotesRepository } from './quotes.repository';
import { SeriesRepository } from '../history/series/series.repository';
import { TickFeed } from '../ticks/tick-feed';

const LOCK_MS = 15_000;

/** Hears the quotes that this process fetched. */
export type FetchedQuotesListener = (quotes: Quote[]) => Promise<void>;

interface Running {
  fetching: Promise<Map<string, QuoteOutcome>>;
  purpose: CallPurpose;
}

/**
 * The way of a quote into the house: provider → checks → database → Redis → ticks. One call upstream for a symbol in the
 * whole fleet: callers in this process share a promise, processes share a lock.
 */
@Injectable()
export class QuoteFetcher {
  private readonly logger = new Logger(QuoteFetcher.name);
  private readonly running = new Map<string, Running>();
  private readonly listeners: FetchedQuotesListener[] = [];

  constructor(
    private readonly providers: MarketProviders,
    private readonly cache: QuoteCache,
    private readonly locks: FleetLocks,
    private readonly stored: QuotesRepository,
    private readonly series: SeriesRepository,
    private readonly feed: TickFeed,
    private readonly clock: Clock,
  ) {}

  /** @param listener its failures are logged and change nothing here; a refresh waits for it, a reader does not */
  onFetched(listener: FetchedQuotesListener): void {
    this.listeners.push(listener);
  }

  /** Newer outcomes than now; for every symbol one. Does not reject. */
  async fetch(symbols: string[], purpose: CallPurpose): Promise<Map<string, QuoteOutcome>> {
    const { running } = this;
    const refreshed = symbols.filter((symbol) => running.get(symbol)?.purpose === 'refresh');
    const started = symbols.filter((symbol) => !running.has(symbol));
    if (started.length > 0) {
      const fetching = this.withOthers(started, purpose).finally(() => {
        for (const symbol of started) running.delete(symbol);
      });
      for (const symbol of started) running.set(symbol, { fetching, purpose });
    }
    const batches = await Promise.all(
      new Set(symbols.flatMap((symbol) => running.get(symbol)?.fetching ?? [])),
    );
    const all = batches.flatMap((batch) => [...batch]);
    const outcomes = new Map(all.filter(([symbol]) => symbols.includes(symbol)));
    // A refresh is refused calls that somebody who waits may have.
    const refused = refreshed.filter((symbol) => outcomes.get(symbol)?.kind === 'failed');
    if (purpose === 'refresh' || refused.length === 0) return outcomes;
    return new Map([...outcomes, ...(await this.fetch(refused, purpose))]);
  }

  /** Fetches what no other process does, waits for what another does. */
  private async withOthers(symbols: string[], purpose: CallPurpose): Promise<Map<string, QuoteOutcome>> {
    const since = this.clock.now().toISOString();
    const outcomes = new Map<string, QuoteOutcome>();
    let left = symbols;
    for (;;) {
      const taken = await this.locks.take(left.map(lockOf), LOCK_MS);
      const mine = left.filter((symbol) => taken.includes(lockOf(symbol)));
      try {
        // Whoever held the lock before may have brought the answer meanwhile.
        await this.collect(mine, since, outcomes);
        const mineStill = mine.filter((symbol) => !outcomes.has(symbol));
        if (mineStill.length > 0) merge(outcomes, await this.fromProviders(mineStill, purpose));
      } finally {
        await this.locks.release(taken);
      }
      await this.collect(left, since, outcomes);
      left = left.filter((symbol) => !outcomes.has(symbol));
      if (left.length === 0) return outcomes;
      await pause(20 + Math.random() * 30);
    }
  }

  private async collect(symbols: string[], since: string, into: Map<string, QuoteOutcome>): Promise<void> {
    const wanted = symbols.filter((symbol) => !into.has(symbol));
    for (const [symbol, outcome] of await this.cache.fleetKnows(wanted)) {
      if (
        outcome.kind === 'unknown' ||
        (outcome.kind === 'quote' && isSince(outcome.quote.received_at, since))
      ) {
        into.set(symbol, outcome);
      }
    }
    const without = wanted.filter((symbol) => !into.has(symbol));
    for (const [symbol, reason] of await this.cache.failures(without))
      into.set(symbol, { kind: 'failed', reason });
  }

  private async fromProviders(symbols: string[], purpose: CallPurpose): Promise<Map<string, QuoteOutcome>> {
    const outcomes = new Map<string, QuoteOutcome>();
    const answer = await this.providers.quotes(symbols, purpose, (some) => this.imported(some));
    const receivedAt = this.clock.now();
    const imported = await this.imported(
      symbols.filter((symbol) => !answer.found.has(symbol) && !answer.failed.has(symbol)),
    );
    for (const symbol of symbols) {
      const found = answer.found.get(symbol);
      const reason = answer.failed.get(symbol) ?? (imported.has(symbol) ? 'no_newer_data' : undefined);
      if (found)
        outcomes.set(symbol, { kind: 'quote', quote: quoteFrom(found.quote, found.source, receivedAt) });
      else if (reason) outcomes.set(symbol, { kind: 'failed', reason });
      else outcomes.set(symbol, { kind: 'unknown', reason: answer.told.get(symbol) });
    }
    await this.keep(outcomes, purpose, answer.refused);
    return outcomes;
  }

  private async imported(symbols: string[]): Promise<Set<string>> {
    if (symbols.length === 0) return new Set();
    return this.series.imported(symbols).catch(() => new Set());
  }

  /**
   * A store that is away costs freshness for others, not this answer, and a reader does not wait for the database. What a
   * refresh or an account was refused is no news to others.
   */
  private async keep(
    outcomes: Map<string, QuoteOutcome>,
    purpose: CallPurpose,
    refused: ReadonlySet<string>,
  ): Promise<void> {
    const quotes = [...outcomes.values()].flatMap((outcome) =>
      outcome.kind === 'quote' ? [outcome.quote] : [],
    );
    const storing = this.stored
      .save(quotes)
      .catch((error: unknown) =>
        this.logger.warn(`${quotes.length} quotes were not stored: ${String(error)}`),
      );
    const told = [...outcomes].filter(
      ([symbol, { kind }]) => kind !== 'failed' || (purpose === 'demand' && !refused.has(symbol)),
    );
    await this.cache.remember(new Map(told));
    if (purpose === 'refresh') await storing;
    // Not waited for: subscribers and the caller need each other's patience as little as possible.
    void this.feed.publish(quotes);
    const heard = this.tellListeners(quotes);
    if (purpose === 'refresh') await heard;
  }

  private async tellListeners(quotes: Quote[]): Promise<void> {
    for (const heard of await Promise.allSettled(this.listeners.map((listener) => listener(quotes)))) {
      if (heard.status === 'rejected') this.logger.warn(`a listener failed: ${String(heard.reason)}`);
    }
  }
}

const lockOf = (symbol: string) => `quote:${symbol}`;

/** The clocks of two processes may differ a little. */
const CLOCK_SKEW = 250;

function isSince(receivedAt: string, since: string): boolean {
  return Date.parse(receivedAt) >= Date.parse(since) - CLOCK_SKEW;
}

function merge(into: Map<string, QuoteOutcome>, from: Map<string, QuoteOutcome>): void {
  for (const [symbol, outcome] of from) into.set(symbol, outcome);
}
