import { Injectable, Logger } from '@nestjs/common';
import { Report } from '../report';
import { ReportWorkRepository } from './report-work.repository';
import { ReportsQueue } from './reports.queue';

/** How many of a user's reports are in the queue or being made; fewer than a worker makes at a time. */
export const IN_FLIGHT = 2;

/**
 * Brings the reports of each user into the queue a few at a time, oldest first: users take turns there, and one who orders many
 * leaves workers to others. Whoever orders, ends or removes a report calls this after it is on record, so that of an order and an
 * end at the same time one sees the other; what a crash left out the supervisor brings.
 */
@Injectable()
export class ReportTurns {
  private readonly logger = new Logger(ReportTurns.name);

  constructor(
    private readonly work: ReportWorkRepository,
    private readonly queue: ReportsQueue,
  ) {}

  /** Whether a report is among those of its user that the queue has, or should have. */
  async hasCome({ id, user_id }: Report): Promise<boolean> {
    return (await this.first(user_id)).some((one) => one.id === id);
  }

  /** Queues a report if its turn has come; never throws, for an order needs the database alone. */
  join(report: Report): Promise<void> {
    return this.orLater(report.user_id, async () => {
      if (await this.hasCome(report)) await this.queue.offer(report);
    });
  }

  /** Queues what is next of a user's, if it is not yet; never throws. */
  advance(userId: string): Promise<void> {
    return this.orLater(userId, async () => {
      const next = (await this.first(userId)).filter(({ status }) => status === 'queued');
      await Promise.all(next.map((report) => this.queue.offer(report)));
    });
  }

  private first(userId: string): Promise<Report[]> {
    return this.work.firstUnfinished(userId, IN_FLIGHT);
  }

  private async orLater(userId: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.logger.warn(`reports of ${userId} wait for the supervisor: ${String(error)}`),
    );
  }
}
