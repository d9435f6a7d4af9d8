import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { RedisConnections } from '../redis/redis-connections';
import { UntilDone } from '../redis/until-done';

const DEADLINE_MS = 2_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Keeps repeating jobs scheduled, one schedule per id for all replicas. A schedule lives in Redis; it is put there until
 * Redis took it, at every reconnection, and when it is found missing: a process may start before Redis does, and a Redis,
 * or a node of a cluster that nobody noticed was away, may come back empty.
 */
@Injectable()
export class JobSchedules implements OnApplicationShutdown {
  private readonly logger = new Logger(JobSchedules.name);
  private readonly forget: (() => void)[] = [];

  constructor(private readonly redis: RedisConnections) {}

  /** @param every milliseconds between two runs of the job called `id` */
  keep(queue: Queue, id: string, every: number): void {
    const scheduling = new UntilDone(
      this.redis.client('job-producer', 'fail-fast'),
      () =>
        withDeadline(queue.upsertJobScheduler(id, { every }, { name: id }), DEADLINE_MS, `schedule ${id}`),
      (error) => this.logger.warn(`${id} is not scheduled until Redis takes it: ${String(error)}`),
    );
    const look = async () => {
      const scheduled = await withDeadline(queue.getJobScheduler(id), DEADLINE_MS, `look for ${id}`);
      if (!scheduled) await scheduling.run();
    };
    const looking = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();
    this.forget.push(
      () => clearInterval(looking),
      () => scheduling.end(),
    );
    void scheduling.run();
  }

  onApplicationShutdown(): void {
    for (const forget of this.forget) forget();
  }
}
