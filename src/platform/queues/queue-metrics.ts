import { Injectable } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Gauge, Registry } from 'prom-client';
import { withDeadline } from '../../common/deadline';
import { QueueCatalogue } from './queue-catalogue';

const DEADLINE_MS = 500;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How full the queues are and how long the next job has waited; asked of Redis at each scrape, silent while it is away. */
@Injectable()
export class QueueMetrics {
  constructor(registry: Registry, catalogue: QueueCatalogue) {
    const collected = (collect: (gauge: Gauge, queue: Queue) => Promise<void>) =>
      async function (this: Gauge): Promise<void> {
        this.reset();
        await Promise.allSettled(
          catalogue.queues.map((queue) => withDeadline(collect(this, queue), DEADLINE_MS, 'queue metrics')),
        );
      };
    registry.registerMetric(
      new Gauge({
        name: 'tickfolio_queue_jobs',
        help: 'Jobs in a queue by state.',
        labelNames: ['queue', 'state'],
        registers: [],
        collect: collected(countJobs),
      }),
    );
    registry.registerMetric(
      new Gauge({
        name: 'tickfolio_queue_oldest_waiting_seconds',
        help: 'How long the oldest waiting job of a queue has waited; 0 when none waits.',
        labelNames: ['queue'],
        registers: [],
        collect: collected(measureOldest),
      }),
    );
  }
}

async function countJobs(gauge: Gauge, queue: Queue): Promise<void> {
  const counts = await queue.getJobCounts(...STATES, 'prioritized');
  const { waiting = 0, prioritized = 0 } = counts;
  // Jobs with a priority wait in a list of their own.
  const byState: Record<string, number> = { ...counts, waiting: waiting + prioritized };
  for (const state of STATES) gauge.set({ queue: queue.name, state }, byState[state] ?? 0);
}

async function measureOldest(gauge: Gauge, queue: Queue): Promise<void> {
  const next = await queue.getJobs(['waiting', 'prioritized'], 0, 0, true);
  const age =
    next.length > 0 ? (Date.now() - Math.min(...next.map(({ timestamp }) => timestamp))) / 1_000 : 0;
  gauge.set({ queue: queue.name }, Math.max(0, age));
}
