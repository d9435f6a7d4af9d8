import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { BeforeApplicationShutdown, Logger, OnModuleDestroy } from '@nestjs/common';
import { Job } from 'bullmq';
import { Correlation, runCorrelated } from '../observability/logging/correlation';
import { tracedJob } from '../observability/tracing/job-trace';

const TOLD_AGAIN_MS = 60_000;

/** Every job's payload carries the correlation of the request that ordered it. */
export interface CorrelatedPayload {
  correlation?: Correlation;
}

/** A processor that finishes its running jobs before the stores close and logs under the ordering request's id. */
export abstract class DrainingProcessor<P extends CorrelatedPayload>
  extends WorkerHost
  implements OnModuleDestroy, BeforeApplicationShutdown
{
  protected readonly logger = new Logger(this.constructor.name);
  private told?: { message: string; at: number };

  protected abstract handle(job: Job<P>): Promise<unknown>;

  process(job: Job<P>): Promise<unknown> {
    const { request_id = `job-${job.id}`, user_id, traceparent } = job.data.correlation ?? {};
    return tracedJob(job, traceparent, () =>
      runCorrelated({ request_id, user_id, job_id: job.id }, () => this.handle(job)),
    );
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<P> | undefined, error: Error): void {
    this.logger.warn(`job ${job?.name} ${job?.id} failed, attempt ${job?.attemptsMade}: ${error.message}`);
  }

  /** Told once a minute: a consumer tries again all the while a store is away. */
  @OnWorkerEvent('error')
  onError({ message }: Error): void {
    const now = performance.now();
    if (message === this.told?.message && now - this.told.at < TOLD_AGAIN_MS) return;
    this.told = { message, at: now };
    this.logger.warn(`queue consumer: ${message}`);
  }

  /** All queues' workers begin to leave before the first is waited for, so that none takes up new jobs meanwhile. */
  onModuleDestroy(): void {
    void this.worker.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }
}
