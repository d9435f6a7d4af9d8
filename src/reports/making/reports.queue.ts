import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { CorrelatedPayload } from '../../platform/queues/draining-processor';
import { Report } from '../report';

export const REPORTS_QUEUE = 'reports';

export const MAKE_REPORT = 'make-report';
/** The id of the schedule, and the name of its jobs. */
export const EXPIRE_REPORTS = 'expire-reports';

export interface ReportPayload extends CorrelatedPayload {
  report_id: string;
}

/** How often a report's job may lose its worker before the queue gives it up. */
export const MOST_TAKEOVERS = 5;

const DEADLINE_MS = 1_000;
const RETRIES = { attempts: 4, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } };

export type ReportJobState = 'absent' | 'pending' | 'failed' | 'completed';

const jobIdOf = (reportId: string) => `report-${reportId}`;

/** The producer's side of the queue `reports`. One job for a report, however often it is queued. */
@Injectable()
export class ReportsQueue {
  private readonly logger = new Logger(ReportsQueue.name);

  constructor(@InjectQueue(REPORTS_QUEUE) private readonly queue: Queue) {}

  /** Queues a report if Redis answers in time; if not, the supervisor queues it later, so this never throws. */
  async offer(report: Report): Promise<void> {
    await this.enqueue(report).catch((error: unknown) =>
      this.logger.warn(`report ${report.id} waits for the supervisor: ${String(error)}`),
    );
  }

  /** @throws when Redis does not take it */
  async enqueue({ id, user_id, request_id, traceparent }: Report): Promise<void> {
    const payload: ReportPayload = {
      report_id: id,
      ...(request_id && { correlation: { request_id, user_id, traceparent: traceparent ?? undefined } }),
    };
    await inTime(this.queue.add(MAKE_REPORT, payload, { jobId: jobIdOf(id), ...RETRIES }));
  }

  async stateOf({ id }: Report): Promise<ReportJobState> {
    const state = await inTime(this.queue.getJobState(jobIdOf(id)));
    if (state === 'unknown') return 'absent';
    return state === 'failed' || state === 'completed' ? state : 'pending';
  }

  /** Forgets an ended job, so that its report can be queued again. */
  async forget({ id }: Report): Promise<void> {
    await inTime(this.queue.remove(jobIdOf(id)));
  }
}

const inTime = <T>(promise: Promise<T>) => withDeadline(promise, DEADLINE_MS, 'the queue');
