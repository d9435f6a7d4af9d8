import { Processor } from '@nestjs/bullmq';
import { Job } from 'bullmq';
import { DomainError } from '../common/errors/domain-error';
import { DrainingProcessor } from '../platform/queues/draining-processor';
import { CONSUMERS } from '../platform/queues/queues.module';
import { ANALYSIS_QUEUE, AnalysisPayload } from './analysis.queue';
import { PerformanceService } from './performance/performance.service';

/** Analyses a changed portfolio over its whole life, as a dashboard asks for first; the answer is stored. */
@Processor({ name: ANALYSIS_QUEUE, configKey: CONSUMERS })
export class AnalysisProcessor extends DrainingProcessor<AnalysisPayload> {
  constructor(private readonly performance: PerformanceService) {
    super();
  }

  protected async handle({ data: { portfolio_id, user_id } }: Job<AnalysisPayload>): Promise<void> {
    try {
      await this.performance.answer({ userId: user_id, isSuperuser: false }, portfolio_id, {});
    } catch (error) {
      const wasDeleted = error instanceof DomainError && error.kind === 'not_found';
      if (!wasDeleted) throw error;
    }
  }
}
