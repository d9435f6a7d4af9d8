import { Processor } from '@nestjs/bullmq';
import { Job } from 'bullmq';
import { CorrelatedPayload, DrainingProcessor } from '../platform/queues/draining-processor';
import { CONSUMERS } from '../platform/queues/queues.module';
import { ErasureService } from './deletion/erasure.service';
import { ExportMaker } from './export/export-maker';
import type { ExportPayload } from './export/exports.queue';
import { ERASE_ACCOUNTS, PRIVACY_QUEUE, SWEEP_EXPORTS } from './privacy.queue';

/** Two at a time, so that a large archive holds nothing up. */
@Processor({ name: PRIVACY_QUEUE, configKey: CONSUMERS }, { concurrency: 2 })
export class PrivacyProcessor extends DrainingProcessor<CorrelatedPayload> {
  constructor(
    private readonly erasure: ErasureService,
    private readonly exports: ExportMaker,
  ) {
    super();
  }

  protected async handle(job: Job<CorrelatedPayload>): Promise<void> {
    if (job.name === ERASE_ACCOUNTS) await this.erasure.run();
    else if (job.name === SWEEP_EXPORTS) await this.exports.sweep();
    else await this.exports.make((job as Job<ExportPayload>).data.export_id);
  }
}
