import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Connection } from 'mongoose';
import { withDeadline } from '../common/deadline';
import { missingIndexes } from '../platform/mongo/indexes';
import { Lifecycle } from '../platform/lifecycle/lifecycle';
import { RedisConnections } from '../platform/redis/redis-connections';

const DEADLINE = 1_000;

/** What must answer before this process may take traffic. */
@Injectable()
export class StoresIndicator {
  private indexed = false;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly lifecycle: Lifecycle,
    private readonly redis: RedisConnections,
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
      if (missing.length > 0) throw new Error(`run db:indexes; missing ${missing.join('; ')}`);
      this.indexed = true;
    });
  }

  redisAnswers(): Promise<HealthIndicatorResult> {
    return this.answers('redis', () => this.redis.commands.ping());
  }

  /** Jobs may never be evicted, so a Redis that evicts is not a place for queues. */
  queues(): Promise<HealthIndicatorResult> {
    return this.answers('queues', async () => {
      const answers = await Promise.all(this.redis.servers.map((server) => server.info('memory')));
      const policies = answers.map((memory) => /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]);
      const evicting = policies.find((policy) => policy && policy !== 'noeviction');
      if (evicting) throw new Error(`maxmemory-policy is ${evicting}`);
    });
  }

  private async answers(
    name: string,
    ask: () => Promise<unknown> | undefined,
  ): Promise<HealthIndicatorResult> {
    const session = this.indicators.check(name);
    try {
      await withDeadline(Promise.resolve(ask()), DEADLINE, name);
      return session.up();
    } catch (error) {
      return session.down(error instanceof Error ? error.message : 'does not answer');
    }
  }
}
