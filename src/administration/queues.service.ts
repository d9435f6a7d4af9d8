import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { AuditTrail } from '../audit/audit-trail';
import { Page } from '../common/paging/cursor';
import { pageAt } from '../common/paging/place-cursor';
import { QueueCatalogue } from '../platform/queues/queue-catalogue';
import { jobNotFound, queueNotFound } from './queues.errors';
import { FailedJobSort, sortedJobs } from './sorted-jobs';

/** Queues keep no more failed jobs than that. */
const MOST_FAILED = 1_000;

export interface QueueState {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  /** when the job that has waited longest was queued */
  oldest_waiting_at: Date | null;
}

export interface FailedJobsQuery {
  /** that the jobs have; any when left out */
  name?: string;
  limit: number;
  cursor?: string;
  sort: FailedJobSort;
}

/** The queues of the whole installation, as Redis has them. */
@Injectable()
export class QueuesService {
  constructor(
    private readonly catalogue: QueueCatalogue,
    private readonly audit: AuditTrail,
  ) {}

  states(): Promise<QueueState[]> {
    return Promise.all(this.catalogue.queues.map(stateOf));
  }

  /** @throws DomainError `queue.not_found`, `paging.invalid_cursor` */
  async failed(queue: string, { name, ...page }: FailedJobsQuery): Promise<Page<Job>> {
    const jobs = (await this.find(queue).getFailed(0, MOST_FAILED - 1)) as Job[];
    const named = name === undefined ? jobs : jobs.filter((job) => job.name === name);
    return pageAt(sortedJobs(named, page.sort), page);
  }

  /** @throws DomainError `queue.not_found`, `queue.job_not_found` */
  async retry(actorId: string, name: string, jobId: string): Promise<void> {
    const job = (await this.find(name).getJob(jobId)) as Job | undefined;
    if (!job || !(await job.isFailed())) throw jobNotFound();
    await job.retry('failed');
    await this.note(actorId, name, [job]);
  }

  /**
   * @returns how many jobs are tried again
   * @throws DomainError `queue.not_found`
   */
  async retryAll(actorId: string, name: string): Promise<number> {
    const queue = this.find(name);
    const jobs = (await queue.getFailed(0, MOST_FAILED - 1)) as Job[];
    const before = Date.now();
    await queue.retryJobs({ state: 'failed', count: MOST_FAILED, timestamp: before });
    if (jobs.length > 0) await this.note(actorId, name, jobs);
    return jobs.length;
  }

  private find(name: string): Queue {
    const queue = this.catalogue.queues.find((each) => each.name === name);
    if (!queue) throw queueNotFound();
    return queue;
  }

  private note(actor_id: string, queue: string, jobs: Job[]): Promise<void> {
    return this.audit.record({
      action: 'queue.jobs_retried',
      actor_id,
      target: { kind: 'queue', id: queue },
      user_id: null,
      facts: { jobs: jobs.length, ...(jobs.length === 1 && { job_id: jobs[0]?.id ?? '' }) },
    });
  }
}

async function stateOf(queue: Queue): Promise<QueueState> {
  const [counts, next] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    queue.getJobs(['waiting', 'prioritized'], 0, 0, true),
  ]);
  // Jobs with a priority wait in a list of their own.
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
  const oldest = next.map(({ timestamp }) => timestamp).sort((a, b) => a - b)[0];
  return {
    name: queue.name,
    waiting: waiting + prioritized,
    active,
    delayed,
    failed,
    oldest_waiting_at: oldest === undefined ? null : new Date(oldest),
  };
}
