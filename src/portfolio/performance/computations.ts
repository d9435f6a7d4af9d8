import { availableParallelism } from 'node:os';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import { DomainError } from '../../common/errors/domain-error';
import { threadPool } from '../../platform/threads/thread-pool';
import type { ChartOrder } from '../charts/render-chart';
import { ComputedPerformance, computedPerformance } from './computed-performance';
import type { PerformanceOrder } from './compute-performance';

/** Up to so many closes a computation takes about as long as handing it over. */
const INLINE_CLOSES = 2_000;
const MOST_WAITING = 200;

const WORKER = require.resolve('./computation.worker');

/**
 * Runs what would hold up the event loop in threads of this process. Threads and not jobs: the caller waits for the
 * answer, prices are handed over without a copy, and nothing has to survive a crash.
 */
@Injectable()
export class Computations implements OnApplicationShutdown {
  private pool: Piscina | undefined;

  /** Takes the order's columns with it: they may be empty afterwards. */
  async performance(order: PerformanceOrder): Promise<ComputedPerformance> {
    const series = [
      ...new Set([...order.prices.values(), ...(order.benchmark ? [order.benchmark.series] : [])]),
    ];
    const closes = series.reduce((sum, { days }) => sum + days.length, 0);
    if (closes <= INLINE_CLOSES) return computedPerformance(order);
    const columns = series.flatMap(
      ({ days, closes: prices }) => [days.buffer, prices.buffer] as ArrayBuffer[],
    );
    return this.run<ComputedPerformance>('performance', order, columns);
  }

  /** @returns SVG */
  chart(order: ChartOrder): Promise<string> {
    return this.run<string>('chart', order);
  }

  /** After the processors have drained and the last request is answered, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }

  private async run<T>(task: string, order: unknown, transferList?: ArrayBuffer[]): Promise<T> {
    this.pool ??= threadPool(WORKER, {
      name: 'performance',
      minThreads: 1,
      // One processor stays with the event loop.
      maxThreads: Math.max(1, availableParallelism() - 1),
      maxQueue: MOST_WAITING,
    });
    if (this.pool.queueSize >= MOST_WAITING) {
      throw new DomainError(
        'unavailable',
        'portfolio.busy',
        'Too many analyses are waiting; try again shortly.',
        {
          retryAfter: 2,
        },
      );
    }
    return this.pool.run(order, { name: task, transferList }) as Promise<T>;
  }
}
