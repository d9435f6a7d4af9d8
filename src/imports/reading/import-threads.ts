import { MessageChannel } from 'node:worker_threads';
import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { TaskOptions, ThreadPool } from '../../platform/threads/thread-pool';
import { unreadableFile } from '../imports.errors';
import type { ThreadAnswer } from '../preview/preview.worker';
import type { Preview, PreviewOrder, Survey, SurveyOrder } from '../preview/preview-order';

const DEADLINE_MS = 120_000;
const MOST_HEAP_MB = 384;

const WORKER = require.resolve('../preview/preview.worker');

/** The process ends amid a file, which another one will read. */
export class ReadingAbandonedError extends Error {}

/** Reads files in threads of their own: bounded in time and memory, whatever is in them. */
@Injectable()
export class ImportThreads implements OnApplicationShutdown {
  private readonly logger = new Logger(ImportThreads.name);
  private pool: ThreadPool | undefined;
  private isLeaving = false;

  /** @throws DomainError `import.unreadable`; ReadingAbandonedError */
  survey(order: SurveyOrder): Promise<Survey> {
    return this.run<Survey>('survey', order);
  }

  /**
   * @param report hears how many rows are done
   * @throws DomainError `import.unreadable`; ReadingAbandonedError
   */
  async preview(order: PreviewOrder, report: (rows: number) => void): Promise<Preview> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', report).unref();
    try {
      return await this.run<Preview>('preview', { ...order, port: port2 }, [port2]);
    } finally {
      port1.close();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.isLeaving = true;
    await this.pool?.destroy();
  }

  private async run<T>(
    name: string,
    order: object,
    transferList: TaskOptions['transferList'] = [],
  ): Promise<T> {
    this.pool ??= new ThreadPool(WORKER, {
      name: 'survey',
      minThreads: 0,
      threads: 1,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    }).onError((error) => this.logger.warn(error));
    let answer: ThreadAnswer<T>;
    try {
      answer = await this.pool.run<ThreadAnswer<T>>(order, { name, transferList, deadlineMs: DEADLINE_MS });
    } catch (error) {
      if (this.isLeaving) throw new ReadingAbandonedError();
      this.logger.warn(`a file was given up: ${String(error)}`);
      throw unreadableFile('The file takes more time or memory than there is for one.');
    }
    if ('unreadable' in answer) throw unreadableFile(answer.unreadable);
    return answer.value;
  }
}
