import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { JobsOptions, Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { currentCorrelation } from '../../platform/observability/logging/correlation';
import { CorrelatedPayload } from '../../platform/queues/draining-processor';
import { JobSchedules } from '../../platform/queues/job-schedules';

export const NOTIFICATIONS_QUEUE = 'notifications';

export const DELIVER = 'deliver';
export const SWEEP = 'notifications-sweep';

export interface DeliverPayload extends CorrelatedPayload {
  delivery_id: string;
}

/** Long enough for a day of retries; the day itself is measured by the delivery's age. */
const OPTIONS: JobsOptions = { attempts: 200, backoff: { type: 'custom' }, removeOnComplete: true };

const DEADLINE_MS = 1_000;

/** Orders the work of the notification workers. */
@Injectable()
export class DeliveryQueue {
  private readonly logger = new Logger(DeliveryQueue.name);

  constructor(
    @InjectQueue(NOTIFICATIONS_QUEUE) private readonly queue: Queue<DeliverPayload>,
    private readonly schedules: JobSchedules,
  ) {}

  /** Queues the delivery unless it is; while Redis is away, nothing: the sweep comes back to it. */
  async enqueue(deliveryId: string): Promise<void> {
    try {
      await withDeadline(this.add(deliveryId), DEADLINE_MS, 'queueing a delivery');
    } catch (error) {
      this.logger.warn(`delivery ${deliveryId} is left to the sweep: ${String(error)}`);
    }
  }

  /**
   * Queues the delivery unless it is, and gives a job that BullMQ itself gave up on (stalled too often) another life.
   * @throws when Redis does not answer
   */
  revive(deliveryId: string): Promise<void> {
    return withDeadline(this.addOrRetry(deliveryId), DEADLINE_MS, 'queueing a delivery again');
  }

  keepSweeping(every: number): void {
    this.schedules.keep(this.queue, SWEEP, every);
  }

  private async addOrRetry(deliveryId: string): Promise<void> {
    const job = await this.queue.getJob(jobIdOf(deliveryId));
    if (await job?.isFailed()) await job?.retry('failed');
    else await this.add(deliveryId);
  }

  private async add(delivery_id: string): Promise<void> {
    const payload = { delivery_id, correlation: currentCorrelation() };
    await this.queue.add(DELIVER, payload, { ...OPTIONS, jobId: jobIdOf(delivery_id) });
  }
}

const jobIdOf = (deliveryId: string) => `delivery-${deliveryId}`;
