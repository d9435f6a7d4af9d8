import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { ThreadPool } from '../../platform/threads/thread-pool';
import type { Performance } from '../../portfolio/performance/computing/compute-performance';
import { unpacked } from '../../portfolio/performance/computing/packed-json';
import { isTextFormat, renderText } from './render-text';
import type { RenderingOrder } from './report-content';

/** Figures packed into so little are written as text in a few milliseconds, while a thread may have to start first. */
const INLINE_BYTES = 64 * 1024;

const WORKER = require.resolve('./rendering.worker');

/**
 * Renders in threads of their own: a long PDF takes a second of pure computation, which would hold up every
 * request of a process that also serves the API, and the renewal of its jobs' locks. A little text waits for none.
 */
@Injectable()
export class Renderings implements OnApplicationShutdown {
  private pool: ThreadPool | undefined;

  async render(order: RenderingOrder): Promise<Uint8Array> {
    if ('performance' in order && isTextFormat(order.format) && order.performance.length <= INLINE_BYTES) {
      const performance = JSON.parse((await unpacked(order.performance)).toString()) as Performance;
      return renderText(order.format, { ...order, performance });
    }
    this.pool ??= new ThreadPool(WORKER, { minThreads: 0, threads: 1 });
    return this.pool.run(order);
  }

  /** After the processors have drained, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}
