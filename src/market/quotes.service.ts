import { Injectable, Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Clock } from '../common/clock';
import { withDeadline } from '../common/deadline';
import { Environment } from '../config/environment';
import { marketUnavailable, unknownSymbol } from './market.errors';
import { Quote, StaleReason } from './quote';
import { QuoteFetcher } from './quote-fetcher';
import { ageOf, goodFor, shownAt } from './quote-freshness';
import { QuoteMemory, QuoteOutcome } from './quote-memory';
import { StoredQuotes } from './stored-quotes';

export interface MissingSymbol {
  symbol: string;
  reason: string;
}

export interface QuoteBatch {
  items: Quote[];
  missing: MissingSymbol[];
}

/** How long a caller waits for a provider before it gets what is stored. */
const PATIENCE = 5_000;

/**
 * Quotes that are right, fresh and honest about their age. A quote is good for its time; for as long again it is still
 * answered at once while a newer one is fetched behind the answer's back; after that callers wait for the newer one.
 */
@Injectable()
export class QuotesService {
  private readonly logger = new Logger(QuotesService.name);
  private readonly ttl: number;
  private readonly written = new WeakMap<Quote, string>();
  private readonly answers: Counter<'layer'>;
  private readonly fromMemory: Counter.Internal;

  constructor(
    private readonly memory: QuoteMemory,
    private readonly fetcher: QuoteFetcher,
    private readonly stored: StoredQuotes,
    private readonly clock: Clock,
    { QUOTE_TTL_SECONDS }: Environment,
    registry: Registry,
  ) {
    this.ttl = QUOTE_TTL_SECONDS;
    this.answers = new Counter({
      name: 'tickfolio_quote_answers_total',
      help: 'Quotes that were asked for, by where they were found: memory, redis, provider, database, or nowhere.',
      labelNames: ['layer'],
      registers: [registry],
    });
    this.fromMemory = this.answers.labels('memory');
  }

  /** The JSON of a quote that is good and in this process's memory. Asks nobody and sets nothing going. */
  atHand(symbol: string): string | undefined {
    const outcome = this.memory.known(symbol);
    const now = this.clock.now();
    if (outcome?.kind !== 'quote' || ageOf(outcome.quote, now) > goodFor(outcome.quote, this.ttl, now))
      return undefined;
    this.fromMemory.inc();
    return this.json(shownAt(outcome.quote, this.ttl, now, null));
  }

  /** @throws DomainError `market.unknown_symbol`, `market.unavailable` */
  async quote(symbol: string): Promise<Quote> {
    const known = this.usable(symbol, this.memory.known(symbol));
    if (known) {
      this.fromMemory.inc();
      return known;
    }
    const { items, missing } = await this.quotes([symbol]);
    if (items[0]) return items[0];
    if (missing[0]?.reason === 'unknown_symbol') throw unknownSymbol(symbol);
    throw marketUnavailable(symbol, missing[0]?.reason === 'rate_limited' ? 60 : 5);
  }

  /** Quotes in the order asked for, each symbol once; what cannot be had is `missing` with its reason. */
  async quotes(symbols: string[]): Promise<QuoteBatch> {
    const wanted = [...new Set(symbols)];
    const shown = new Map<string, Quote>();
    const unknown = new Set<string>();
    const take = (symbol: string, outcome: QuoteOutcome | undefined) => {
      const quote = this.usable(symbol, outcome);
      if (quote) shown.set(symbol, quote);
      else if (outcome?.kind === 'unknown') unknown.add(symbol);
    };
    const open = () => wanted.filter((symbol) => !shown.has(symbol) && !unknown.has(symbol));
    let counted = 0;
    const foundIn = (layer: 'memory' | 'redis' | 'provider' | 'database') => {
      this.answers.inc({ layer }, shown.size - counted);
      counted = shown.size;
    };
    for (const symbol of wanted) take(symbol, this.memory.known(symbol));
    foundIn('memory');
    for (const [symbol, outcome] of await this.memory.fleetKnows(open())) take(symbol, outcome);
    foundIn('redis');
    const reasons = await this.fetchInto(open(), take);
    foundIn('provider');
    await this.fallBack(open(), reasons, shown);
    foundIn('database');
    const missing = wanted.filter((symbol) => !shown.has(symbol));
    this.answers.inc({ layer: 'nowhere' }, missing.length);
    return {
      items: wanted.flatMap((symbol) => shown.get(symbol) ?? []),
      missing: missing.map((symbol) => ({
        symbol,
        reason: unknown.has(symbol) ? 'unknown_symbol' : (reasons.get(symbol) ?? 'provider_down'),
      })),
    };
  }

  /** The quote of an outcome as long as it may be answered without waiting. */
  private usable(symbol: string, outcome: QuoteOutcome | undefined): Quote | undefined {
    if (outcome?.kind !== 'quote') return undefined;
    const now = this.clock.now();
    const age = ageOf(outcome.quote, now);
    const good = goodFor(outcome.quote, this.ttl, now);
    if (age > 2 * good) return undefined;
    if (age > good) this.renew(symbol);
    return shownAt(outcome.quote, this.ttl, now, null);
  }

  private json(quote: Quote): string {
    const known = this.written.get(quote);
    if (known !== undefined) return known;
    const json = JSON.stringify(quote);
    this.written.set(quote, json);
    return json;
  }

  private renew(symbol: string): void {
    this.fetcher
      .fetch([symbol], 'demand')
      .catch((error: unknown) => this.logger.warn(`${symbol} was not renewed: ${String(error)}`));
  }

  /** @returns why the symbols that are still open could not be had */
  private async fetchInto(
    symbols: string[],
    take: (symbol: string, outcome: QuoteOutcome) => void,
  ): Promise<Map<string, StaleReason>> {
    const reasons = new Map<string, StaleReason>();
    if (symbols.length === 0) return reasons;
    try {
      const fetching = this.fetcher.fetch(symbols, 'demand');
      for (const [symbol, outcome] of await withDeadline(fetching, PATIENCE, 'quotes')) {
        if (outcome.kind === 'failed') reasons.set(symbol, outcome.reason);
        else take(symbol, outcome);
      }
    } catch (error) {
      this.logger.warn(`quotes of ${symbols.join(', ')}: ${String(error)}`);
    }
    return reasons;
  }

  private async fallBack(
    symbols: string[],
    reasons: Map<string, StaleReason>,
    shown: Map<string, Quote>,
  ): Promise<void> {
    const now = this.clock.now();
    for (const quote of await this.stored.lastKnown(symbols)) {
      const { symbol } = quote;
      shown.set(symbol, shownAt(quote, this.ttl, now, reasons.get(symbol) ?? 'provider_down'));
    }
  }
}
