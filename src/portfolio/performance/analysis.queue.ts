import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { currentCorrelation } from '../../platform/observability/logging/correlation';
import { CorrelatedPayload } from '../../platform/queues/draining-processor';
import { Counters } from '../../platform/http/limits/counters';
import { JobSchedules } from '../../platform/queues/job-schedules';
import { PortfolioHead } from '../portfolio';

export const ANALYSIS_QUEUE = 'portfolio-analysis';
export const LEDGER_UPKEEP = 'ledger-upkeep';
const LEDGER_SPLIT = 'ledger-split';
const UPKEEP_EVERY_MS = 3_600_000;

export interface AnalysisPayload extends CorrelatedPayload {
  portfolio_id: string;
  user_id: string;
}

export interface SplitPayload extends CorrelatedPayload {
  symbol: string;
}

const DEADLINE_MS = 1_000;
/** An order's place in its user's row is forgotten after so long. */
const PLACE_SECONDS = 60;

/** Orders the analysis that a changed portfolio is asked for first, so that it is there when somebody looks. */
@Injectable()
export class AnalysisQueue {
  private readonly logger = new Logger(AnalysisQueue.name);

  constructor(
    @InjectQueue(ANALYSIS_QUEUE) private readonly queue: Queue<AnalysisPayload | SplitPayload>,
    private readonly schedules: JobSchedules,
    private readonly counters: Counters,
  ) {}

  /** Orders the upkeep of all ledgers again and again, once for all workers. */
  keepUpkeep(): void {
    this.schedules.keep(this.queue, LEDGER_UPKEEP, UPKEEP_EVERY_MS);
  }

  /** Orders that a new split comes into all ledgers that hold its symbol; what is lost the upkeep makes up for. */
  async split(symbol: string): Promise<void> {
    const { request_id = `split-${symbol}`, traceparent } = currentCorrelation() ?? {};
    const payload = { symbol, correlation: { request_id, traceparent } };
    await withDeadline(this.queue.add(LEDGER_SPLIT, payload, { attempts: 3 }), DEADLINE_MS, 'the queue');
  }

  /** Nobody waits for this and nothing depends on it: an order that is lost is computed when it is asked for. */
  offer({ id, user_id, version }: PortfolioHead): void {
    const { request_id = `portfolio-${id}`, traceparent } = currentCorrelation() ?? {};
    const payload = { portfolio_id: id, user_id, correlation: { request_id, user_id, traceparent } };
    withDeadline(this.add(`analysis-${id}-${version}`, payload), DEADLINE_MS, 'the queue').catch(
      (error: unknown) => this.logger.debug(`portfolio ${id} is not analysed ahead: ${String(error)}`),
    );
  }

  /** A user's tenth order comes after everybody's ninth. */
  private async add(jobId: string, payload: AnalysisPayload): Promise<void> {
    const { count } = await this.counters.add(`analyses-ahead:${payload.user_id}`, 1, PLACE_SECONDS);
    await this.queue.add('analyse', payload, { jobId, priority: count, attempts: 3 });
  }
}
