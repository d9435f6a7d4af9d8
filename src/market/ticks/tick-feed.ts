import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { withDeadline } from '../../common/deadline';
import { inParts } from '../../common/in-parts';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { UntilDone } from '../../platform/redis/until-done';
import { Quote } from '../model/quote';
import { HeardSymbols } from './heard-symbols';
import { Tick } from './tick';
import { TickChannels } from './tick-channels';

/** @param isNew whether it was published just now; else it was read, since it was missed or nobody listened */
export type TickListener = (tick: Tick, isNew: boolean) => void;

const BATCH = 500;
const PUBLISH_DEADLINE_MS = 2_000;

/**
 * The fleet's ticks. Producers publish each on its symbol's channel, through Redis pub/sub; a process hears the symbols that
 * somebody in it asked for. Pub/sub and not a stream: of ticks only the latest matters, and those are kept in a hash that is
 * read again after every subscription, so a history would be stored, trimmed and read for nothing.
 */
@Injectable()
export class TickFeed implements OnApplicationShutdown {
  private readonly logger = new Logger(TickFeed.name);
  private readonly listeners = new Set<TickListener>();
  private readonly watchers: (() => Iterable<string>)[] = [];
  private isPassedOver: (symbol: string) => boolean = () => false;
  private readonly channels: TickChannels;
  private readonly heard: HeardSymbols;
  private readonly settling: UntilDone;
  private readonly ticks: Counter<'direction'>;

  constructor(redis: RedisConnections, registry: Registry) {
    this.channels = new TickChannels(redis);
    const settleSoon = () => void this.settling.run();
    const heard = new HeardSymbols(this.channels, (tick) => this.take(tick, false), settleSoon);
    this.heard = heard;
    this.channels.onTick((tick) => this.receive(tick));
    this.channels.onBreak(() => {
      heard.missed();
      settleSoon();
    });
    this.settling = new UntilDone(
      this.channels.subscriber,
      () => heard.settle(),
      (error) => this.logger.warn(`not all ticks are heard: ${String(error)}`),
    );
    this.ticks = new Counter({
      name: 'tickfolio_ticks_total',
      help: 'Ticks by what became of them: published, received, out_of_order, not_published.',
      labelNames: ['direction'],
      registers: [registry],
    });
    new Gauge({
      name: 'tickfolio_symbols_heard',
      help: 'Symbols whose ticks this process hears.',
      registers: [registry],
      collect() {
        this.set(heard.count);
      },
    });
  }

  onApplicationShutdown(): void {
    this.settling.end();
    this.heard.end();
  }

  /**
   * Numbers the quotes and hands them to every process that hears their symbols. While Redis is away they are dropped
   * and counted: the next refresh brings newer ones.
   */
  async publish(quotes: Quote[]): Promise<void> {
    for (const batch of inParts(quotes, BATCH)) await this.publishBatch(batch);
  }

  /**
   * Begins to hear symbols; the last tick of each that was not heard before comes to the listeners. Each call is ended by one
   * `letGo` of the same symbols. Resolves once they are heard, or after 400 ms, or at once while Redis is away; then they are
   * heard as soon as it is back. Never fails.
   */
  hear(symbols: Iterable<string>): Promise<void> {
    return this.heard.hear(symbols);
  }

  /** What nobody hears any more is heard for 15 to 30 seconds yet. */
  letGo(symbols: Iterable<string>): void {
    this.heard.letGo(symbols);
  }

  /** Whether the listeners were told the newest tick of the symbol, but for what is on its way. */
  isHeard(symbol: string): boolean {
    return this.heard.isHeard(symbol);
  }

  /** The newest tick of a symbol that is heard. */
  latest(symbol: string): Tick | undefined {
    return this.isPassedOver(symbol) ? undefined : this.heard.of(symbol)?.last;
  }

  /** @param isPassedOver whether the ticks of a symbol count no more: nobody is told of them while they do not */
  passOver(isPassedOver: (symbol: string) => boolean): void {
    this.isPassedOver = isPassedOver;
  }

  /** @returns what ends the listening */
  onTick(listener: TickListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param symbols those that somebody looks at, of which new ticks are due therefore */
  watchedBy(symbols: () => Iterable<string>): void {
    this.watchers.push(symbols);
  }

  /** Every symbol that somebody looks at by way of this process, some more than once. */
  *watched(): Generator<string> {
    for (const symbols of this.watchers) yield* symbols();
  }

  private async publishBatch(quotes: Quote[]): Promise<void> {
    try {
      await withDeadline(this.channels.publish(quotes), PUBLISH_DEADLINE_MS, 'publishing ticks');
      this.ticks.inc({ direction: 'published' }, quotes.length);
    } catch (error) {
      this.ticks.inc({ direction: 'not_published' }, quotes.length);
      this.logger.warn(`${quotes.length} ticks were not published: ${String(error)}`);
    }
  }

  private receive(tick: Tick): void {
    this.ticks.inc({ direction: 'received' });
    this.take(tick, true);
  }

  private take(tick: Tick, isNew: boolean): void {
    const symbol = this.heard.of(tick.symbol);
    if (!symbol) return;
    const { last } = symbol;
    if (last && last.seq >= tick.seq) {
      if (last.seq > tick.seq) this.ticks.inc({ direction: 'out_of_order' });
      return;
    }
    symbol.last = tick;
    if (this.isPassedOver(tick.symbol)) return;
    for (const listener of this.listeners) this.notify(listener, tick, isNew);
  }

  /** One listener's fault is not another's. */
  private notify(listener: TickListener, tick: Tick, isNew: boolean): void {
    try {
      listener(tick, isNew);
    } catch (error) {
      this.logger.error(error);
    }
  }
}
