import { availableParallelism } from 'node:os';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import { threadPool } from '../../platform/threads/thread-pool';
import { portfolioBusy } from '../portfolio.errors';
import type { ChartOrder } from '../charts/render-chart';
import { ComputationOrder, ComputedPerformance, computedPerformance } from './computed-performance';

/** Up to so many closes a computation takes about as long as handing it over. */
const INLINE_CLOSES = 2_000;
const MOST_WAITING = 200;

const WORKER = require.resolve('./computation.worker');

/**
 * Runs what would hold up the event loop in threads of this process. Threads and not jobs: the caller waits for the
 * answer, prices lie in shared memory, and nothing has to survive a crash.
 */
@Injectable()
export class Computations implements OnApplicationShutdown {
  private pool: Piscina | undefined;

  /** @returns null when the answer that is known still holds */
  async performance(order: ComputationOrder): Promise<ComputedPerformance | null> {
    const all = [...order.closes.values(), ...(order.benchmark ? [order.benchmark.closes] : [])];
    const closes = all.reduce((sum, { days }) => sum + days.length, 0);
    if (closes <= INLINE_CLOSES) return computedPerformance(order);
    return this.run<ComputedPerformance | null>('performance', order);
  }

  /** @returns SVG */
  chart(order: ChartOrder): Promise<string> {
    return this.run<string>('chart', order);
  }

  /** After the processors have drained and the last request is answered, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }

  private async run<T>(task: string, order: unknown): Promise<T> {
    this.pool ??= threadPool(WORKER, {
      name: 'performance',
      minThreads: 1,
      // One processor stays with the event loop.
      maxThreads: Math.max(1, availableParallelism() - 1),
      maxQueue: MOST_WAITING,
    });
    if (this.pool.queueSize >= MOST_WAITING) throw portfolioBusy();
    return this.pool.run(order, { name: task }) as Promise<T>;
  }
}
