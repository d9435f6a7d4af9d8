import { Injectable, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { DAY_MS } from '../../common/calendar/day-length';
import { OptionalRedis } from '../../platform/redis/optional-redis';
import { InstrumentChanges } from '../changes/instrument-changes';
import { NoPricesReason } from '../model/market.errors';
import { Quote, StaleReason } from '../model/quote';
import { Tick } from '../ticks/tick';
import { TickFeed } from '../ticks/tick-feed';
import { AskedSymbols } from './asked-symbols';

/** What the last try for a symbol came to: a price, no price and why, or a failure that need not be repeated at once. */
export type QuoteOutcome =
  | { kind: 'quote'; quote: Quote }
  | { kind: 'unknown'; reason?: NoPricesReason }
  | { kind: 'failed'; reason: StaleReason };

const SYMBOLS = 20_000;
const KEPT = { quote: DAY_MS, unknown: 600_000, failed: 3_000 };

/**
 * Where quotes are remembered: in this process, fed by its own reads and by the ticks of the symbols that it is asked for;
 * and in Redis, for all processes. What is known here is never older than what this process last heard. Of what is delisted
 * nothing is remembered: its last price is in the database.
 */
@Injectable()
export class QuoteCache implements OnModuleInit, OnApplicationShutdown {
  private readonly here = new LRUCache<string, QuoteOutcome>(atMost(SYMBOLS));
  private readonly asked: AskedSymbols;
  private silence: () => void = () => undefined;

  constructor(
    private readonly redis: OptionalRedis,
    private readonly feed: TickFeed,
    private readonly changes: InstrumentChanges,
  ) {
    this.asked = new AskedSymbols(feed);
  }

  onModuleInit(): void {
    this.feed.passOver((symbol) => this.changes.isDelisted(symbol));
    this.asked.begin();
    this.silence = this.feed.onTick((tick) =>
      this.keep(tick.symbol, { kind: 'quote', quote: quoteOf(tick) }),
    );
  }

  onApplicationShutdown(): void {
    this.asked.end();
    this.silence();
  }

  /** What the fleet last told of a symbol, as far as this process hears it; see `hear`. */
  known(symbol: string): QuoteOutcome | undefined {
    return this.asked.isHeard(symbol) ? this.remembered(symbol) : undefined;
  }

  /** What this process last learnt of a symbol; the fleet may know a newer price. */
  remembered(symbol: string): QuoteOutcome | undefined {
    return this.changes.isDelisted(symbol) ? undefined : this.here.get(this.changes.memoryKey(symbol));
  }

  /** Has symbols known here soon, for as long as they are asked for. */
  hear(symbols: readonly string[]): void {
    this.asked.ask(symbols);
  }

  /** What the fleet knows; what is found is kept here. Empty while Redis is away. */
  async fleetKnows(wanted: string[]): Promise<Map<string, QuoteOutcome>> {
    const found = new Map<string, QuoteOutcome>();
    const symbols = wanted.filter((symbol) => !this.changes.isDelisted(symbol));
    if (symbols.length === 0) return found;
    const answers = await this.redis.ask((redis) => redis.mget(symbols.map((symbol) => this.key(symbol))));
    answers?.forEach((answer, i) => {
      const symbol = symbols[i];
      if (!answer || symbol === undefined) return;
      const outcome = JSON.parse(answer) as QuoteOutcome;
      found.set(symbol, outcome);
      this.keep(symbol, outcome);
    });
    return found;
  }

  /** Remembers outcomes here and for the fleet. A failure never takes a price's place. */
  async remember(outcomes: Map<string, QuoteOutcome>): Promise<void> {
    for (const [symbol, outcome] of outcomes) this.keep(symbol, outcome);
    await this.redis.ask((redis) => {
      const pipeline = redis.pipeline();
      for (const [symbol, outcome] of outcomes) {
        const key = outcome.kind === 'failed' ? this.failureKey(symbol) : this.key(symbol);
        pipeline.set(key, JSON.stringify(outcome), 'PX', KEPT[outcome.kind]);
      }
      return pipeline.exec();
    });
  }

  /** The symbols whose last try failed just now, and why. */
  async failures(symbols: string[]): Promise<Map<string, StaleReason>> {
    const failures = new Map<string, StaleReason>();
    if (symbols.length === 0) return failures;
    const answers = await this.redis.ask((redis) =>
      redis.mget(symbols.map((symbol) => this.failureKey(symbol))),
    );
    answers?.forEach((answer, i) => {
      const outcome = answer ? (JSON.parse(answer) as QuoteOutcome) : undefined;
      if (outcome?.kind === 'failed') failures.set(symbols[i] ?? '', outcome.reason);
    });
    return failures;
  }

  private keep(symbol: string, outcome: QuoteOutcome): void {
    if (outcome.kind === 'failed') return;
    const key = this.changes.memoryKey(symbol);
    const before = this.here.get(key);
    const isOlder =
      before?.kind === 'quote' &&
      outcome.kind === 'quote' &&
      before.quote.received_at > outcome.quote.received_at;
    if (!isOlder) this.here.set(key, outcome, outcome.kind === 'unknown' ? { ttl: KEPT.unknown } : {});
  }

  private key(symbol: string): string {
    return this.redis.key('quote', this.changes.memoryKey(symbol));
  }

  private failureKey(symbol: string): string {
    return this.redis.key('quote-failure', symbol);
  }
}

function quoteOf({ seq: _seq, ...quote }: Tick): Quote {
  return quote;
}
