import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Connection } from 'mongoose';
import { withDeadline } from '../common/deadline';
import { Environment } from '../config/environment';
import { missingIndexes, SET_UP } from '../platform/mongo/indexes';
import { Lifecycle } from '../platform/lifecycle/lifecycle';
import { RedisConnections } from '../platform/redis/redis-connections';

const DEADLINE_MS = 1_000;

/** Everybody may ask for readiness, so what is wrong is told in words of ours; the reasons are for the log. */
const NO_ANSWER = 'does not answer';
const NO_INDEXES = `missing; ${SET_UP}`;
const EVICTING = 'may lose jobs';

/** A store that answers but must not be used as it is. */
class Unfit extends Error {
  constructor(
    readonly told: string,
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * What must answer before this process may take traffic. An API goes on without a Redis that it has reached before, so
 * its part is then down but not `needed`: were it, one lost Redis would take every instance out of the balancer, with
 * all that they can still do. A worker can do nothing without, and an instance that never reached it may have a wrong URL.
 */
@Injectable()
export class StoresIndicator {
  private readonly logger = new Logger(StoresIndicator.name);
  /** Parts whose reason is in the log already. */
  private readonly down = new Set<string>();
  private indexed = false;
  private reachedRedis = false;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly lifecycle: Lifecycle,
    private readonly redis: RedisConnections,
    private readonly environment: Environment,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  process(): HealthIndicatorResult {
    const session = this.indicators.check('process');
    return this.lifecycle.isDraining ? session.down('draining') : session.up();
  }

  mongodb(): Promise<HealthIndicatorResult> {
    return this.answers('mongodb', () => this.connection.db?.command({ ping: 1 }));
  }

  /** A missing index is a fault: without the unique ones two writers could both win. */
  async indexes(): Promise<HealthIndicatorResult> {
    return this.answers('indexes', async () => {
      if (this.indexed) return;
      const missing = await missingIndexes(this.connection);
      if (missing.length > 0) throw new Unfit(NO_INDEXES, `missing ${missing.join('; ')}`);
      this.indexed = true;
    });
  }

  redisAnswers(): Promise<HealthIndicatorResult> {
    const ping = async () => {
      await this.redis.commands.ping();
      this.reachedRedis = true;
    };
    return this.answers('redis', ping, this.needsRedis);
  }

  /** Jobs may never be evicted, so a Redis that evicts is not a place for queues. */
  queues(): Promise<HealthIndicatorResult> {
    const lookForEviction = async () => {
      const answers = await Promise.all(this.redis.servers.map((server) => server.info('memory')));
      const policies = answers.map((memory) => /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]);
      const evicting = policies.find((policy) => policy && policy !== 'noeviction');
      if (evicting) throw new Unfit(EVICTING, `maxmemory-policy is ${evicting}`);
    };
    return this.answers('queues', lookForEviction, this.needsRedis);
  }

  private get needsRedis(): boolean {
    return !this.environment.servesApi || !this.reachedRedis;
  }

  private async answers(
    name: string,
    ask: () => Promise<unknown> | undefined,
    needed = true,
  ): Promise<HealthIndicatorResult> {
    const session = this.indicators.check(name);
    try {
      await withDeadline(Promise.resolve(ask()), DEADLINE_MS, name);
      this.down.delete(name);
      return session.up();
    } catch (error) {
      this.logOnce(name, error);
      const unfit = error instanceof Unfit;
      return session.down({ message: unfit ? error.told : NO_ANSWER, needed: needed || unfit });
    }
  }

  /** Once for each time it is down, however often anybody asks. */
  private logOnce(name: string, error: unknown): void {
    if (this.down.has(name)) return;
    this.down.add(name);
    this.logger.warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
