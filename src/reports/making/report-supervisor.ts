import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../common/clock';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { isFinished, Report } from '../report';
import { ReportSettlement } from './report-settlement';
import { ReportWorkRepository } from './report-work.repository';
import { ReportTurns } from './report-turns';
import { MOST_TAKEOVERS, ReportsQueue } from './reports.queue';

const INTERVAL_MS = 5_000;
/** So long nobody must have seen to a report before the supervisor does. */
const PATIENCE_MS = 10_000;
const BATCH = 100;

const GAVE_UP = 'The report could not be made: it stopped its worker again and again.';

/**
 * Sees to every report that a crash or an outage left half-way: ordered but not in the queue, lost by a Redis that
 * came back empty, given up by the queue, finished but not told, deleted but not gone. In each worker process by a
 * timer and not by a job, since it is there for the times when the queue was not; that several look at the same
 * report does no harm, for every step can be done again.
 */
@Injectable()
export class ReportSupervisor {
  private readonly logger = new Logger(ReportSupervisor.name);

  constructor(
    private readonly work: ReportWorkRepository,
    private readonly queue: ReportsQueue,
    private readonly turns: ReportTurns,
    private readonly settlement: ReportSettlement,
    private readonly clock: Clock,
  ) {}

  /** Looks after all that waits for it; what cannot be done now is tried again at the next turn. */
  @Interval(INTERVAL_MS)
  @OneAtATime()
  async supervise(): Promise<void> {
    try {
      const before = new Date(this.clock.now().getTime() - PATIENCE_MS);
      for (;;) {
        const neglected = await this.work.unsettled(before, BATCH);
        for (const report of neglected) {
          // First, so that one that cannot be seen to goes behind the others.
          await this.work.markChecked(report.id);
          await this.seeTo(report);
        }
        if (neglected.length < BATCH) return;
      }
    } catch (error) {
      this.logger.warn(`supervision paused: ${String(error)}`);
    }
  }

  private async seeTo(report: Report): Promise<void> {
    if (!report.deleted_at && !isFinished(report)) await this.bringIntoQueue(report);
    else await this.settlement.settle(report.id);
  }

  private async bringIntoQueue(report: Report): Promise<void> {
    const state = await this.queue.stateOf(report);
    if (state === 'pending' || (state === 'absent' && !(await this.turns.hasCome(report)))) return;
    if (state === 'failed' && report.attempts > MOST_TAKEOVERS) {
      await this.work.fail(report, GAVE_UP);
      await this.settlement.settle(report.id);
      return;
    }
    // An end that is not on record: the database was away when it should have been written.
    if (state !== 'absent') await this.queue.forget(report);
    await this.queue.enqueue(report);
    this.logger.log(`report ${report.id} was not in the queue and is now`);
  }
}
