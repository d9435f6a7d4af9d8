import { inParts } from '../../common/in-parts';
import { RedisClient } from '../../platform/redis/redis-client';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { Quote } from '../model/quote';
import { TickSource } from './heard-symbols';
import { PUBLISH_TICKS } from './publish-ticks';
import { Tick } from './tick';
import { DAY_SECONDS } from '../../common/calendar/day-length';

const KEEP_SECONDS = 7 * DAY_SECONDS;
const AT_ONCE = 500;

/** Ticks in Redis: a channel for each symbol, and the last tick of each in a hash. */
export class TickChannels implements TickSource {
  readonly subscriber: RedisClient;

  constructor(private readonly redis: RedisConnections) {
    this.subscriber = redis.client('ticks', 'patient');
  }

  get isThere(): boolean {
    return this.subscriber.status === 'ready';
  }

  onTick(listener: (tick: Tick) => void): void {
    this.subscriber.on('message', (_channel: string, tick: string) => listener(JSON.parse(tick) as Tick));
  }

  /** Told when messages may have been missed. A cluster's client stays ready while it turns to another node for them. */
  onBreak(listener: () => void): void {
    for (const event of ['ready', '-node']) this.subscriber.on(event, listener);
  }

  subscribe(symbols: readonly string[]): Promise<unknown> {
    return this.subscriber.subscribe(...symbols.map((symbol) => this.channelOf(symbol)));
  }

  async unsubscribe(symbols: readonly string[]): Promise<void> {
    for (const part of inParts(symbols, AT_ONCE)) {
      await this.subscriber.unsubscribe(...part.map((symbol) => this.channelOf(symbol)));
    }
  }

  async lastTicks(symbols: readonly string[]): Promise<Tick[]> {
    const ticks = await this.redis.commands.hmget(this.lastTicksKey, ...symbols);
    return ticks.flatMap((tick) => (tick === null ? [] : (JSON.parse(tick) as Tick)));
  }

  publish(quotes: readonly Quote[]): Promise<unknown> {
    const keys = [this.redis.key('ticks', 'numbers'), this.lastTicksKey];
    const channels = [this.channelOf(''), this.redis.key('ticks')];
    const pairs = quotes.flatMap((quote) => [quote.symbol, JSON.stringify(quote)]);
    return this.redis.commands.eval(PUBLISH_TICKS, keys.length, ...keys, ...channels, KEEP_SECONDS, ...pairs);
  }

  private channelOf(symbol: string): string {
    return this.redis.key('ticks', 'of', symbol);
  }

  private get lastTicksKey(): string {
    return this.redis.key('ticks', 'last');
  }
}
