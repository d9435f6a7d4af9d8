import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Environment } from '../../config/environment';
import { RedisConnections } from '../redis/redis-connections';
import { Producer } from './producer';
import { prefixOf } from './queue-prefix';

/** All registered queues for who looks at them from outside, over a connection of its own. */
@Injectable()
export class QueueCatalogue implements OnApplicationShutdown {
  private readonly known = new Map<string, Queue>();

  constructor(
    private readonly environment: Environment,
    private readonly redis: RedisConnections,
  ) {}

  /** In the order of their names. */
  get queues(): Queue[] {
    return [...this.known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Shows a queue from now on; one that is known already stays as it is. */
  add(name: string): Queue {
    const queue = this.known.get(name) ?? this.open(name);
    this.known.set(name, queue);
    return queue;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  private open(name: string): Queue {
    const connection = this.redis.client('queue-catalogue', 'fail-fast');
    return new Producer(name, { connection, prefix: prefixOf(this.environment) });
  }
}
