import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { withDeadline } from '../common/deadline';
import { RedisConnections } from '../platform/redis/redis-connections';
import { UntilDone } from '../platform/redis/until-done';
import { ALL_SYMBOLS, HOLD_SYMBOLS } from './hold-symbols';

/** How long an instance's hold lasts without being renewed. */
export const INSTANCE_HOLD_SECONDS = 60;

const DEADLINE = 1_000;

/**
 * The symbols somebody needs kept fresh. A holder is what needs them: `portfolio:<id>` or `alerts` hold until they let go;
 * `instance:<uuid>` holds what the sockets of one process watch, and ends by itself when that process no longer renews it.
 */
@Injectable()
export class TrackedSymbols implements OnApplicationShutdown {
  private readonly logger = new Logger(TrackedSymbols.name);
  /** holds that Redis has not heard of yet, the newest of each holder */
  private readonly pending = new Map<string, string[]>();
  private readonly settling: UntilDone;

  constructor(
    private readonly redis: RedisConnections,
    private readonly clock: Clock,
  ) {
    this.settling = new UntilDone(
      redis.commands,
      () => this.settle(),
      (error) => this.logger.warn(`symbols of ${this.pending.size} holders wait for Redis: ${String(error)}`),
    );
  }

  onApplicationShutdown(): void {
    this.settling.end();
  }

  /**
   * Makes a holder's symbols exactly these; no symbols is a release. Never fails: while Redis is away the wish is kept
   * here and told as soon as Redis is back.
   */
  async hold(holder: string, symbols: string[]): Promise<void> {
    this.pending.set(holder, [...new Set(symbols)]);
    await this.settling.run();
  }

  release(holder: string): Promise<void> {
    return this.hold(holder, []);
  }

  /**
   * Every symbol that somebody holds, each once.
   * @throws while Redis is away
   */
  async all(): Promise<string[]> {
    const keys = [this.counts, this.expiries];
    const symbols = await withDeadline(
      this.redis.commands.eval(
        ALL_SYMBOLS,
        keys.length,
        ...keys,
        this.clock.now().getTime(),
        this.symbolsOf(''),
      ),
      DEADLINE,
      'tracked symbols',
    );
    return symbols as string[];
  }

  private async settle(): Promise<void> {
    for (const [holder, symbols] of this.pending) {
      await withDeadline(this.tell(holder, symbols), DEADLINE, 'holding symbols');
      if (this.pending.get(holder) === symbols) this.pending.delete(holder);
    }
  }

  private tell(holder: string, symbols: string[]): Promise<unknown> {
    const keys = [this.counts, this.symbolsOf(holder), this.expiries];
    const ends = holder.startsWith('instance:')
      ? this.clock.now().getTime() + INSTANCE_HOLD_SECONDS * 1_000
      : '';
    return this.redis.commands.eval(HOLD_SYMBOLS, keys.length, ...keys, holder, ends, ...symbols);
  }

  private get counts(): string {
    return this.redis.key('tracked', 'counts');
  }

  private get expiries(): string {
    return this.redis.key('tracked', 'expiries');
  }

  private symbolsOf(holder: string): string {
    return this.redis.key('tracked', 'by', holder);
  }
}
