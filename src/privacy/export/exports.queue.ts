import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { currentCorrelation } from '../../platform/observability/logging/correlation';
import { CorrelatedPayload } from '../../platform/queues/draining-processor';
import { MAKE_EXPORT, PRIVACY_QUEUE } from '../privacy.queue';

export interface ExportPayload extends CorrelatedPayload {
  export_id: string;
}

const DEADLINE_MS = 1_000;
const OPTIONS = { attempts: 3, removeOnComplete: true, removeOnFail: true };

/** Orders that archives are made. */
@Injectable()
export class ExportsQueue {
  private readonly logger = new Logger(ExportsQueue.name);

  constructor(@InjectQueue(PRIVACY_QUEUE) private readonly queue: Queue) {}

  /** Queues an archive unless it is; while Redis is away, nothing: the sweep comes back to it. */
  async offer(export_id: string): Promise<void> {
    const payload: ExportPayload = { export_id, correlation: currentCorrelation() };
    const adding = this.queue.add(MAKE_EXPORT, payload, { ...OPTIONS, jobId: `export-${export_id}` });
    await withDeadline(adding, DEADLINE_MS, 'queueing an export').catch((error: unknown) =>
      this.logger.warn(`export ${export_id} is left to the sweep: ${String(error)}`),
    );
  }
}
