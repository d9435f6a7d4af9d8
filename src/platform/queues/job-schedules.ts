import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { RedisConnections } from '../redis/redis-connections';

const DEADLINE = 2_000;

/**
 * Keeps repeating jobs scheduled, one schedule per id for all replicas. A schedule lives in Redis; it is put there
 * again at every reconnection, so that a process may start before Redis does and a Redis may come back empty.
 */
@Injectable()
export class JobSchedules implements OnApplicationShutdown {
  private readonly logger = new Logger(JobSchedules.name);
  private readonly forget: (() => void)[] = [];

  constructor(private readonly redis: RedisConnections) {}

  /** @param every milliseconds between two runs of the job called `id` */
  keep(queue: Queue, id: string, every: number): void {
    const client = this.redis.client('job-producer', 'fail-fast');
    const schedule = () => {
      withDeadline(queue.upsertJobScheduler(id, { every }, { name: id }), DEADLINE, `schedule ${id}`).catch(
        (error: unknown) => this.logger.warn(`${id} is not scheduled until Redis is back: ${String(error)}`),
      );
    };
    client.on('ready', schedule);
    this.forget.push(() => client.off('ready', schedule));
    if (client.status === 'ready') schedule();
  }

  onApplicationShutdown(): void {
    for (const forget of this.forget) forget();
  }
}
