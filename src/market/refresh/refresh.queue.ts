import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Environment } from '../../config/environment';
import { CorrelatedPayload } from '../../platform/queues/draining-processor';
import { JobSchedules } from '../../platform/queues/job-schedules';
import { registerQueue } from '../../platform/queues/queue-registration.module';

export const REFRESH_QUEUE = 'market-refresh';

/** One module for the API, which shows the queue, and for workers. */
export const refreshQueue = registerQueue(REFRESH_QUEUE);

/** One schedule for all replicas: each worker puts the same one. */
@Injectable()
export class RefreshSchedule implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(REFRESH_QUEUE) private readonly queue: Queue<CorrelatedPayload>,
    private readonly schedules: JobSchedules,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.schedules.keep(this.queue, 'refresh-tracked', this.environment.MARKET_REFRESH_SECONDS * 1_000);
  }
}
