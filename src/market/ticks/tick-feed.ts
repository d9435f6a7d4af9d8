import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Counter, Registry } from 'prom-client';
import { atMost } from '../../common/at-most';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { withDeadline } from '../../common/deadline';
import { inParts } from '../../common/in-parts';
import { RedisClient } from '../../platform/redis/redis-client';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { UntilDone } from '../../platform/redis/until-done';
import { PUBLISH_TICKS } from './publish-ticks';
import { Quote } from '../model/quote';

/** A quote with its place in the order of its symbol's quotes, for the whole fleet. */
export type Tick = Quote & {
  /** @example 1769803198400 */
  seq: number;
};

const SYMBOLS_IN_MEMORY = 10_000;
const BATCH = 500;
const KEEP_SECONDS = 7 * DAY_SECONDS;
const PUBLISH_DEADLINE_MS = 2_000;

/**
 * Every process's view of all ticks. Producers publish through Redis pub/sub; all processes listen on one channel.
 * Pub/sub and not a stream: of ticks only the latest matters, and those are kept in a hash that is read again after
 * every (re)connection, so a history would be stored, trimmed and read for nothing.
 */
@Injectable()
export class TickFeed implements OnApplicationShutdown {
  private readonly logger = new Logger(TickFeed.name);
  private readonly last = new LRUCache<string, Tick>(atMost(SYMBOLS_IN_MEMORY));
  private readonly listeners = new Set<(tick: Tick) => void>();
  private readonly subscriber: RedisClient;
  private readonly listening: UntilDone;
  private readonly catchingUp: UntilDone;
  private readonly ticks: Counter<'direction'>;

  constructor(
    private readonly redis: RedisConnections,
    registry: Registry,
  ) {
    this.subscriber = redis.client('ticks', 'patient');
    this.subscriber.on('message', (_channel: string, message: string) => this.receive(message));
    this.listening = new UntilDone(
      this.subscriber,
      () => this.listen(),
      (error) => this.logger.warn(`no ticks are heard: ${String(error)}`),
    );
    this.catchingUp = new UntilDone(
      redis.commands,
      () => this.catchUp(),
      (error) => this.logger.debug(`last ticks were not read yet: ${String(error)}`),
    );
    this.ticks = new Counter({
      name: 'tickfolio_ticks_total',
      help: 'Ticks by what became of them: published, received, out_of_order, not_published.',
      labelNames: ['direction'],
      registers: [registry],
    });
  }

  onApplicationShutdown(): void {
    this.listening.end();
    this.catchingUp.end();
  }

  /**
   * Numbers the quotes and hands them to every process, this one included. While Redis is away they are dropped
   * and counted: the next refresh brings newer ones.
   */
  async publish(quotes: Quote[]): Promise<void> {
    for (const batch of inParts(quotes, BATCH)) await this.publishBatch(batch);
  }

  /** The newest tick of a symbol that this process knows. */
  latest(symbol: string): Tick | undefined {
    return this.last.get(symbol);
  }

  /** @returns what ends the listening */
  onTick(listener: (tick: Tick) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private get channel(): string {
    return this.redis.key('ticks');
  }

  private async publishBatch(quotes: Quote[]): Promise<void> {
    const pairs = quotes.flatMap((quote) => [quote.symbol, JSON.stringify(quote)]);
    const keys = [this.redis.key('ticks', 'numbers'), this.lastTicksKey];
    try {
      await withDeadline(
        this.redis.commands.eval(PUBLISH_TICKS, keys.length, ...keys, this.channel, KEEP_SECONDS, ...pairs),
        PUBLISH_DEADLINE_MS,
        'publishing ticks',
      );
      this.ticks.inc({ direction: 'published' }, quotes.length);
    } catch (error) {
      this.ticks.inc({ direction: 'not_published' }, quotes.length);
      this.logger.warn(`${quotes.length} ticks were not published: ${String(error)}`);
    }
  }

  private get lastTicksKey(): string {
    return this.redis.key('ticks', 'last');
  }

  /** First listens, then reads what was: in this order nothing falls between. */
  private async listen(): Promise<void> {
    await this.subscriber.subscribe(this.channel);
    await this.catchingUp.run();
  }

  /** What was published while this process did not listen: only the newest of each symbol, by design. */
  private async catchUp(): Promise<void> {
    const ticks = await withDeadline(
      this.redis.commands.hvals(this.lastTicksKey),
      PUBLISH_DEADLINE_MS,
      'catching up',
    );
    for (const tick of ticks) this.take(JSON.parse(tick) as Tick);
  }

  private receive(message: string): void {
    const batch = JSON.parse(message) as Tick[];
    this.ticks.inc({ direction: 'received' }, batch.length);
    for (const tick of batch) this.take(tick);
  }

  private take(tick: Tick): void {
    const known = this.last.get(tick.symbol);
    if (known && known.seq >= tick.seq) {
      if (known.seq > tick.seq) this.ticks.inc({ direction: 'out_of_order' });
      return;
    }
    this.last.set(tick.symbol, tick);
    for (const listener of this.listeners) this.notify(listener, tick);
  }

  /** One listener's fault is not another's. */
  private notify(listener: (tick: Tick) => void, tick: Tick): void {
    try {
      listener(tick);
    } catch (error) {
      this.logger.error(error);
    }
  }
}
