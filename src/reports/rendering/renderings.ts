import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { ReportContent } from './report-content';

const WORKER = require.resolve('./rendering.worker');
/** Started from its sources, as in the tests, a thread has to be taught TypeScript first; what was built has none. */
const LOADER = WORKER.endsWith('.ts') ? ['--import', 'tsx'] : [];
const IDLE_MILLISECONDS = 60_000;

/**
 * Renders in one thread of its own: a long PDF takes a second of pure computation, which would hold up every
 * request of a process that also serves the API, and the renewal of its jobs' locks.
 */
@Injectable()
export class Renderings implements OnApplicationShutdown {
  private pool: Piscina | undefined;

  render(content: ReportContent): Promise<Uint8Array> {
    this.pool ??= new Piscina({
      filename: WORKER,
      execArgv: LOADER,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MILLISECONDS,
    });
    return this.pool.run(content) as Promise<Uint8Array>;
  }

  /** After the processors have drained, which is before this phase of the shutdown. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}
