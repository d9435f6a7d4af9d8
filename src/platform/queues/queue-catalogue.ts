import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Environment } from '../../config/environment';
import { RedisConnections } from '../redis/redis-connections';
import { QUEUE_NAMES } from './queue-names';
import { Producer } from './producer';
import { prefixOf } from './queue-prefix';

/** All queues for who looks at them from outside, whether or not a feature of this process works on them. */
@Injectable()
export class QueueCatalogue implements OnApplicationShutdown {
  readonly queues: Queue[];

  constructor(environment: Environment, redis: RedisConnections) {
    const connection = redis.client('queue-catalogue', 'fail-fast');
    this.queues = QUEUE_NAMES.map(
      (name) => new Producer(name, { connection, prefix: prefixOf(environment) }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
  }
}
