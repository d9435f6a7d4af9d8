import { Processor } from '@nestjs/bullmq';
import { Job, UnrecoverableError } from 'bullmq';
import { DomainError } from '../../common/errors/domain-error';
import { CorrelatedPayload, DrainingProcessor } from '../../platform/queues/draining-processor';
import { CONSUMERS } from '../../platform/queues/queues.module';
import { isFinished, Report } from '../report';
import { ReportExpiry } from '../files/report-expiry';
import { AttemptLostError, ReportMaker } from './report-maker';
import { ReportProgress } from './report-progress';
import { ReportSettlement } from './report-settlement';
import { IN_FLIGHT, ReportTurns } from './report-turns';
import { ReportWorkRepository } from './report-work.repository';
import { EXPIRE_REPORTS, MOST_TAKEOVERS, ReportPayload, REPORTS_QUEUE } from './reports.queue';

/**
 * A worker that died is noticed when its lock runs out, and its job starts again elsewhere. A process can die of a
 * report, so that this happens a few times at most; the supervisor then tells the report's user.
 */
const TAKEOVER = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: MOST_TAKEOVERS };

/** Makes reports. Of one user's one is computed or stored while the other is rendered; beside them there is room for another. */
@Processor({ name: REPORTS_QUEUE, configKey: CONSUMERS }, { concurrency: IN_FLIGHT + 1, ...TAKEOVER })
export class ReportsProcessor extends DrainingProcessor<CorrelatedPayload> {
  constructor(
    private readonly work: ReportWorkRepository,
    private readonly maker: ReportMaker,
    private readonly settlement: ReportSettlement,
    private readonly turns: ReportTurns,
    private readonly progress: ReportProgress,
    private readonly expiry: ReportExpiry,
  ) {
    super();
  }

  protected async handle(job: Job<CorrelatedPayload>): Promise<void> {
    if (job.name === EXPIRE_REPORTS) await this.expiry.expire();
    else await this.makeReport(job as Job<ReportPayload>);
  }

  private async makeReport(job: Job<ReportPayload>): Promise<void> {
    const id = job.data.report_id;
    // A report that is finished or deleted is not claimed: its worker died before it could say so to the queue.
    const attempt = await this.work.claim(id);
    try {
      if (attempt) await this.attempt(attempt, job);
    } finally {
      await this.conclude(id);
    }
  }

  private async attempt(attempt: Report, job: Job<ReportPayload>): Promise<void> {
    try {
      await this.maker.make(attempt);
      this.logger.log(`report ${attempt.id} completed, attempt ${attempt.attempts}`);
    } catch (error) {
      if (error instanceof AttemptLostError) return;
      const hopeless = isHopeless(error);
      const last = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      if (hopeless || last) await this.work.fail(attempt, sentenceFor(error));
      else await this.work.release(attempt);
      throw hopeless ? new UnrecoverableError(messageOf(error)) : error;
    }
  }

  /** What fails here is left to the supervisor; it must not fail a job whose report is finished. */
  private async conclude(id: string): Promise<void> {
    try {
      const report = await this.work.load(id);
      if (!report) return;
      if (!report.deleted_at && isFinished(report)) this.progress.show(report);
      await this.turns.advance(report.user_id);
      await this.settlement.settle(id);
    } catch (error) {
      this.logger.warn(`report ${id} waits for the supervisor: ${messageOf(error)}`);
    }
  }
}

/** Whether the same order would fail the same way again: its portfolio is gone, its window impossible. */
function isHopeless(error: unknown): boolean {
  return (
    error instanceof DomainError && !['internal', 'unavailable', 'too_many_requests'].includes(error.kind)
  );
}

function sentenceFor(error: unknown): string {
  if (error instanceof DomainError && error.kind !== 'internal') {
    return [error.detail, ...(error.errors ?? []).map(({ message }) => `${message}.`)].join(' ');
  }
  return 'Something went wrong on our side while the report was made.';
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
