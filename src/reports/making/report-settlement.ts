import { Injectable } from '@nestjs/common';
import { NotificationOrder } from '../../notifications/notification';
import { NotificationsService } from '../../notifications/notifications.service';
import { downloadPathOf } from '../dto/report.dto';
import { readersOf, Report } from '../report';
import { ReportFiles } from '../files/report-files';
import { ReportWorkRepository } from './report-work.repository';

/** What is left to do once a report is finished or deleted. Each part can be done again without harm. */
@Injectable()
export class ReportSettlement {
  constructor(
    private readonly work: ReportWorkRepository,
    private readonly files: ReportFiles,
    private readonly notifications: NotificationsService,
  ) {}

  /** Removes the files that nobody may read, tells its readers, and sees that no one has to come back. */
  async settle(id: string): Promise<void> {
    const report = await this.work.load(id);
    if (!report) return;
    if (report.deleted_at) {
      await this.files.erase(report.file_ids);
      await this.work.remove(id);
    } else if (report.status === 'completed' || report.status === 'failed') {
      await this.files.erase(report.status === 'completed' ? report.file_ids.slice(0, -1) : report.file_ids);
      if (report.notify) await this.notify(report);
      await this.work.markSettled(id);
    }
  }

  private async notify(report: Report): Promise<void> {
    for (const userId of readersOf(report)) await this.notifications.notify(noticeTo(userId, report));
  }
}

function noticeTo(userId: string, report: Report): NotificationOrder {
  const { id, user_id, retries, title, type, format, error } = report;
  const completed = report.status === 'completed';
  const subject = userId === user_id ? `Your report on ${title}` : `The report on ${title}`;
  // Once for each end of it, and each reader.
  const cause = [`report:${id}`, ...(retries > 0 ? [retries] : []), ...(userId === user_id ? [] : [userId])];
  return {
    user_id: userId,
    kind: completed ? 'report_completed' : 'report_failed',
    dedupe_key: cause.join(':'),
    title: completed ? `${subject} is ready` : `${subject} failed`,
    body: completed
      ? `The ${type} report (${format.toUpperCase()}) can be downloaded.`
      : `The ${type} report (${format.toUpperCase()}) could not be made. ${error ?? ''}`.trim(),
    link: completed ? downloadPathOf(id) : undefined,
    facts: { report_id: id, portfolio: title, type, format },
  };
}
