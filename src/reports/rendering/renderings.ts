import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { ThreadPool } from '../../platform/threads/thread-pool';
import type { RenderingOrder } from './report-content';

const WORKER = require.resolve('./rendering.worker');

/**
 * Renders in threads of their own: a long PDF takes a second of pure computation, which would hold up every
 * request of a process that also serves the API, and the renewal of its jobs' locks.
 */
@Injectable()
export class Renderings implements OnApplicationShutdown {
  private pool: ThreadPool | undefined;

  render(order: RenderingOrder): Promise<Uint8Array> {
    this.pool ??= new ThreadPool(WORKER, { minThreads: 0, threads: 1 });
    return this.pool.run(order);
  }

  /** After the processors have drained, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}
