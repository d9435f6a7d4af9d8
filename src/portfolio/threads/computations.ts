import { availableParallelism } from 'node:os';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { ThreadPool } from '../../platform/threads/thread-pool';
import { portfolioBusy } from '../portfolio.errors';
import type { ChartOrder } from '../charts/render-chart';
import type { AttributionAnswer, AttributionOrder } from '../attribution/compute-attribution';
import { bookFigures, BookFigures } from '../ledger/reading/book-figures';
import { AssetsAnswer, openAssets } from '../ledger/open-assets';
import type { LotsOrder } from '../ledger/open-lots';
import {
  ComputationOrder,
  ComputedPerformance,
  computedPerformance,
} from '../performance/computing/computed-performance';
import type { ViewOrder } from '../performance/views/performance-view';
import { PackedAssets, unpackAssets } from './packed-assets';
import { PackedLines, packLines } from './packed-lines';

/** Up to so many closes a computation takes about as long as handing it over. */
const INLINE_CLOSES = 2_000;
/** So many lines are replayed in a few milliseconds. */
const INLINE_LINES = 300;
const MOST_WAITING = 200;

/** A ledger as a thread is handed it. */
export interface PackedLotsOrder {
  readonly ledger: Omit<LotsOrder, 'lines'>;
  readonly lines: PackedLines;
}

/** A computation as a thread is handed it. */
export type PackedComputationOrder = Omit<ComputationOrder, 'ledger'> & PackedLotsOrder;

const WORKER = require.resolve('./computation.worker');

/**
 * Runs what would hold up the event loop in threads of this process. Threads and not jobs: the caller waits for the
 * answer, prices lie in shared memory, and nothing has to survive a crash.
 */
@Injectable()
export class Computations implements OnApplicationShutdown {
  private pool: ThreadPool | undefined;

  /** @returns null when the answer that is known still holds */
  async performance(order: ComputationOrder): Promise<ComputedPerformance | null> {
    const all = [...order.closes.values(), ...(order.benchmark ? [order.benchmark.closes] : [])];
    const closes = all.reduce((sum, { days }) => sum + days.length, 0);
    const isSmall = closes <= INLINE_CLOSES && order.ledger.lines.length <= INLINE_LINES;
    if (isSmall) return computedPerformance(order);
    const packed: PackedComputationOrder = { ...order, ...(await packedOrder(order.ledger)) };
    return this.run<ComputedPerformance | null>('performance', packed);
  }

  /** The open lots of a ledger as assets, or what makes it impossible. */
  async openAssets(order: LotsOrder): Promise<AssetsAnswer> {
    if (order.lines.length <= INLINE_LINES) return openAssets(order);
    return unpackAssets(await this.run<PackedAssets>('assets', await packedOrder(order)));
  }

  /** What the books of a ledger say: lots, gains, income, cash. */
  async bookFigures(order: LotsOrder): Promise<BookFigures> {
    if (order.lines.length <= INLINE_LINES) return bookFigures(order);
    return this.run<BookFigures>('book', await packedOrder(order));
  }

  /** What made the value of a ledger what it is. */
  attribution(order: AttributionOrder): Promise<AttributionAnswer> {
    return this.run<AttributionAnswer>('attribution', order);
  }

  /** @returns the JSON of a part of a performance */
  performanceView(order: ViewOrder): Promise<string> {
    return this.run<string>('performanceView', order);
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
    this.pool ??= new ThreadPool(WORKER, {
      name: 'performance',
      minThreads: 1,
      // One processor stays with the event loop.
      threads: Math.max(1, availableParallelism() - 1),
      mostWaiting: MOST_WAITING,
    });
    if (this.pool.isFull) throw portfolioBusy();
    return this.pool.run(order, { name: task });
  }
}

async function packedOrder({ lines, ...ledger }: LotsOrder): Promise<PackedLotsOrder> {
  return { ledger, lines: await packLines(lines) };
}
