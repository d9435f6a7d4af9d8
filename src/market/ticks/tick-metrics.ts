import { Injectable, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Gauge, Histogram, Registry } from 'prom-client';
import { Clock } from '../../common/clock';
import { isMarketOpen } from '../quotes/quote-freshness';
import { Tick } from './tick';
import { TickFeed } from './tick-feed';

/** Of more watched symbols, so many tell whether a market trades. */
const LOOKED_AT = 1_000;

/** How old ticks are when they come here, and how long ago the last one came. */
@Injectable()
export class TickMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly age: Histogram;
  private lastReceipt?: string;
  private lastAt?: number;
  private silence: () => void = () => undefined;

  constructor(
    private readonly feed: TickFeed,
    private readonly clock: Clock,
    registry: Registry,
  ) {
    this.age = new Histogram({
      name: 'tickfolio_tick_age_seconds',
      help: 'From the receipt of a price from its provider to its arrival as a tick in this process; one for each batch.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 60],
      registers: [registry],
    });
    const silence = () => this.silenceSeconds();
    new Gauge({
      name: 'tickfolio_tick_silence_seconds',
      help: 'Since the last tick came to this process; absent while nobody watches a symbol here whose market trades.',
      registers: [registry],
      collect() {
        const seconds = silence();
        if (seconds === undefined) this.remove();
        else this.set(seconds);
      },
    });
  }

  onModuleInit(): void {
    this.silence = this.feed.onTick((tick, isNew) => {
      if (isNew) this.note(tick);
    });
  }

  onApplicationShutdown(): void {
    this.silence();
  }

  /** What came together was received together: once is enough. */
  private note(tick: Tick): void {
    const now = this.clock.now().getTime();
    this.lastAt = now;
    if (tick.received_at === this.lastReceipt) return;
    this.lastReceipt = tick.received_at;
    this.age.observe(Math.max(0, now - Date.parse(tick.received_at)) / 1_000);
  }

  /** Silence begins no earlier than ticks are due. */
  private silenceSeconds(): number | undefined {
    const now = this.clock.now();
    if (!this.areTicksDue(now)) {
      this.lastAt = undefined;
      return undefined;
    }
    this.lastAt ??= now.getTime();
    return (now.getTime() - this.lastAt) / 1_000;
  }

  private areTicksDue(now: Date): boolean {
    let count = 0;
    for (const symbol of this.feed.watched()) {
      const last = this.feed.latest(symbol);
      if (last && isMarketOpen(last, now)) return true;
      if ((count += 1) >= LOOKED_AT) return false;
    }
    return false;
  }
}
