import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import { threadPool } from '../../platform/threads/thread-pool';
import type { RenderingOrder } from './report-content';

const WORKER = require.resolve('./rendering.worker');

/**
 * Renders in one thread of its own: a long PDF takes a second of pure computation, which would hold up every
 * request of a process that also serves the API, and the renewal of its jobs' locks.
 */
@Injectable()
export class Renderings implements OnApplicationShutdown {
  private pool: Piscina | undefined;

  render(order: RenderingOrder): Promise<Uint8Array> {
    this.pool ??= threadPool(WORKER, { minThreads: 0, maxThreads: 1 });
    return this.pool.run(order) as Promise<Uint8Array>;
  }

  /** After the processors have drained, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}
