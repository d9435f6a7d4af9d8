import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../common/deadline';
import { currentCorrelation } from '../platform/logging/correlation';
import { CorrelatedPayload } from '../platform/queues/draining-processor';
import { Portfolio } from './portfolio';

export const ANALYSIS_QUEUE = 'portfolio-analysis';

export interface AnalysisPayload extends CorrelatedPayload {
  portfolio_id: string;
  user_id: string;
}

const DEADLINE = 1_000;

/** Orders the analysis that a changed portfolio is asked for first, so that it is there when somebody looks. */
@Injectable()
export class AnalysisQueue {
  private readonly logger = new Logger(AnalysisQueue.name);

  constructor(@InjectQueue(ANALYSIS_QUEUE) private readonly queue: Queue<AnalysisPayload>) {}

  /** Nobody waits for this and nothing depends on it: an order that is lost is computed when it is asked for. */
  offer({ id, user_id, version }: Portfolio): void {
    const payload = { portfolio_id: id, user_id, correlation: currentCorrelation() };
    const adding = this.queue.add('analyse', payload, { jobId: `analysis-${id}-${version}`, attempts: 3 });
    withDeadline(adding, DEADLINE, 'the queue').catch((error: unknown) =>
      this.logger.debug(`portfolio ${id} is not analysed ahead: ${String(error)}`),
    );
  }
}
