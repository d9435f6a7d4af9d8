import { Injectable, Logger } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { NotificationsService } from '../../notifications/notifications.service';
import { PersonalDataRooms } from '../../platform/personal-data/personal-data';
import { AccountExport } from './account-export';
import { ExportFiles } from './export-files';
import { ExportsQueue } from './exports.queue';
import { ExportsRepository } from './exports.repository';
import { archiveFiles, zipped } from './write-archive';

const KEPT_MS = 7 * DAY_MS;
const MOST_ATTEMPTS = 5;
/** Longer than a crash takes to be noticed by the queue. */
const NEGLECTED_AFTER_MS = 5 * 60_000;
const AT_ONCE = 100;
const DOWNLOAD = '/api/v1/users/me/export/download';

/** Makes archives, and sees to those that a crash left and to those that are too old. */
@Injectable()
export class ExportMaker {
  private readonly logger = new Logger(ExportMaker.name);

  constructor(
    private readonly exports: ExportsRepository,
    private readonly files: ExportFiles,
    private readonly queue: ExportsQueue,
    private readonly rooms: PersonalDataRooms,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
  ) {}

  /** @throws what went wrong, for the queue to try again; the last time the archive is marked as failed instead */
  async make(id: string): Promise<void> {
    const attempt = await this.exports.claim(id, this.clock.now());
    const fileId = attempt?.file_ids.at(-1);
    if (!attempt || fileId === undefined) return;
    try {
      const { user_id } = attempt;
      const size = await this.files.write(fileId, user_id, zipped(archiveFiles(this.rooms.all, user_id)));
      await this.finish(attempt, 'completed', size);
      await this.files.erase(attempt.file_ids.slice(0, -1));
    } catch (error) {
      await this.files.erase([fileId]);
      if (attempt.attempts < MOST_ATTEMPTS) throw error;
      this.logger.error(`export ${id} failed: ${String(error)}`);
      await this.finish(attempt, 'failed', null);
    }
  }

  async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const { user_id, file_ids } of await this.exports.expired(now, AT_ONCE)) {
      await this.files.erase(file_ids);
      await this.exports.takeFinished(user_id);
    }
    const before = new Date(now.getTime() - NEGLECTED_AFTER_MS);
    for (const { id } of await this.exports.neglected(before, now, AT_ONCE)) await this.queue.offer(id);
  }

  private async finish(
    attempt: AccountExport,
    status: 'completed' | 'failed',
    size_bytes: number | null,
  ): Promise<void> {
    const finished_at = this.clock.now();
    const expires_at = new Date(finished_at.getTime() + KEPT_MS);
    const end = { status, size_bytes, finished_at, expires_at };
    if (!(await this.exports.finish(attempt, end))) {
      await this.files.erase(attempt.file_ids.slice(-1));
      return;
    }
    await this.tell(attempt, status);
  }

  private async tell({ id, user_id }: AccountExport, status: 'completed' | 'failed'): Promise<void> {
    const isThere = status === 'completed';
    await this.notifications.notify({
      user_id,
      kind: isThere ? 'export_completed' : 'export_failed',
      dedupe_key: `export:${id}`,
      title: isThere ? 'The archive of your account is ready' : 'The archive of your account failed',
      body: isThere
        ? 'It can be downloaded for seven days.'
        : 'Something went wrong on our side. Order it again, please.',
      link: isThere ? DOWNLOAD : undefined,
      facts: { export_id: id },
    });
  }
}
