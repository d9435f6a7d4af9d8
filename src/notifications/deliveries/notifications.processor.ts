import { Processor } from '@nestjs/bullmq';
import { OnApplicationBootstrap } from '@nestjs/common';
import { Job } from 'bullmq';
import { DrainingProcessor } from '../../platform/queues/draining-processor';
import { CONSUMERS } from '../../platform/queues/queues.module';
import { DeliveryService } from './delivery.service';
import { NotificationsSweep } from './notifications-sweep';
import { DeliverPayload, DeliveryQueue, NOTIFICATIONS_QUEUE, SWEEP } from './notifications.queue';
import { retryDelay } from './retry-delay';

const SWEEP_EVERY_MS = 5_000;

/** A killed worker's deliveries are taken over within 20 seconds; a provider's long answer keeps its lock renewed. */
const OPTIONS = {
  concurrency: 5,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  settings: { backoffStrategy: (attemptsMade: number) => retryDelay(attemptsMade) },
};

@Processor({ name: NOTIFICATIONS_QUEUE, configKey: CONSUMERS }, OPTIONS)
export class NotificationsProcessor
  extends DrainingProcessor<DeliverPayload>
  implements OnApplicationBootstrap
{
  constructor(
    private readonly delivery: DeliveryService,
    private readonly sweep: NotificationsSweep,
    private readonly queue: DeliveryQueue,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.queue.keepSweeping(SWEEP_EVERY_MS);
  }

  protected handle({ name, data, attemptsMade }: Job<DeliverPayload>): Promise<void> {
    return name === SWEEP ? this.sweep.run() : this.delivery.attempt(data.delivery_id, attemptsMade);
  }
}
