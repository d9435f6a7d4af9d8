import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { withDeadline } from '../../common/deadline';
import { inParallel } from '../../common/in-parallel';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { UntilDone } from '../../platform/redis/until-done';
import { ALL_SYMBOLS, HOLD_SYMBOLS } from './hold-symbols';

/** How long an instance's hold lasts without being renewed. */
export const INSTANCE_HOLD_SECONDS = 60;

const DEADLINE_MS = 1_000;
const COMPLETE_SECONDS = 600;
const AT_ONCE = 100;
/** Distinct symbols that the portfolios, watchlists and alerts of one account keep fresh together. */
export const MOST_SYMBOLS_OF_ACCOUNT = 2_000;

/** What a holder keeps fresh, as the database has it. */
export interface StoredHold {
  readonly holder: string;
  readonly symbols: string[];
  /** whose symbols are counted together; none for a process */
  readonly account?: string;
}

/** Tells every hold that is stored; read as a stream, since there is one for each portfolio and alert. */
export type StoredHolds = () => AsyncIterable<StoredHold>;

/**
 * The symbols somebody needs kept fresh. A holder is what needs them: `portfolio:<id>` and `alert:<id>` hold until they let go;
 * `instance:<uuid>` holds what the sockets of one process watch, and ends by itself when that process no longer renews it.
 */
@Injectable()
export class TrackedSymbols implements OnApplicationShutdown {
  private readonly logger = new Logger(TrackedSymbols.name);
  /** holds that Redis has not heard of yet, the newest of each holder */
  private readonly pending = new Map<string, StoredHold>();
  /** those of them that Redis is being told of */
  private readonly telling = new Map<StoredHold, Promise<void>>();
  private readonly settling: UntilDone;
  private readonly stored: StoredHolds[] = [];

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
   * @param account whose symbols are counted: beyond `MOST_SYMBOLS_OF_ACCOUNT` they are not kept fresh, until others go
   */
  async hold(holder: string, symbols: string[], account?: string): Promise<void> {
    this.pending.set(holder, { holder, symbols: [...new Set(symbols)], account });
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
      DEADLINE_MS,
      'tracked symbols',
    );
    return symbols as string[];
  }

  /** @param holds asked for when Redis may have forgotten what is held */
  restoreFrom(holds: StoredHolds): void {
    this.stored.push(holds);
  }

  /**
   * Makes Redis agree with what is stored, when it lost its memory and else every ten minutes: holds it lacks are told
   * again, those whose holder is gone are released.
   *
   * @throws while Redis or the database is away
   */
  async restoreWhereForgotten(): Promise<void> {
    const { commands } = this.redis;
    const complete = this.redis.key('tracked', 'complete');
    if (await withDeadline(commands.exists(complete), DEADLINE_MS, 'tracked symbols')) return;
    // Read first: a holder that appears later cannot be taken for one whose owner is gone.
    const gone = new Set(await withDeadline(commands.smembers(this.holders), DEADLINE_MS, 'holders'));
    for (const holds of this.stored) {
      let batch: StoredHold[] = [];
      for await (const hold of holds()) {
        gone.delete(hold.holder);
        if (batch.push(hold) === AT_ONCE) batch = await this.tellAll(batch);
      }
      await this.tellAll(batch);
    }
    await this.tellAll([...gone].map((holder) => ({ holder, symbols: [] })));
    await withDeadline(commands.set(complete, '1', 'EX', COMPLETE_SECONDS), DEADLINE_MS, 'tracked symbols');
  }

  private async tellAll(holds: StoredHold[]): Promise<StoredHold[]> {
    const told = Promise.all(holds.map((hold) => this.write(hold)));
    await withDeadline(told, DEADLINE_MS, 'restoring holds');
    return [];
  }

  private settle(): Promise<void> {
    return inParallel([...this.pending.values()], AT_ONCE, (hold) => this.tell(hold));
  }

  /** Once, however many holds come meanwhile and wait for all that are pending. */
  private tell(hold: StoredHold): Promise<void> {
    const telling = this.telling.get(hold);
    if (telling) return telling;
    const told = this.told(hold).finally(() => this.telling.delete(hold));
    this.telling.set(hold, told);
    return told;
  }

  private async told(hold: StoredHold): Promise<void> {
    await withDeadline(this.write(hold), DEADLINE_MS, 'holding symbols');
    if (this.pending.get(hold.holder) === hold) this.pending.delete(hold.holder);
  }

  private write({ holder, symbols, account = '' }: StoredHold): Promise<unknown> {
    // What its owner prices is not kept fresh by us.
    const listed = symbols.filter((symbol) => !isPrivateSymbol(symbol));
    const keys = [this.counts, this.symbolsOf(holder), this.expiries, this.holders, this.accounts];
    const ends = holder.startsWith('instance:')
      ? this.clock.now().getTime() + INSTANCE_HOLD_SECONDS * 1_000
      : '';
    const whose = [account, this.redis.key('tracked', 'of', ''), MOST_SYMBOLS_OF_ACCOUNT];
    return this.redis.commands.eval(HOLD_SYMBOLS, keys.length, ...keys, holder, ends, ...whose, ...listed);
  }

  private get counts(): string {
    return this.redis.key('tracked', 'counts');
  }

  private get holders(): string {
    return this.redis.key('tracked', 'holders');
  }

  private get accounts(): string {
    return this.redis.key('tracked', 'accounts');
  }

  private get expiries(): string {
    return this.redis.key('tracked', 'expiries');
  }

  private symbolsOf(holder: string): string {
    return this.redis.key('tracked', 'by', holder);
  }
}
