import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail';
import { RecentSignIn } from '../../auth/sign-in/recent-sign-in';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { exportInTheMaking, exportNotCompleted, exportNotFound } from '../privacy.errors';
import { AccountExport } from './account-export';
import { ExportFiles } from './export-files';
import { ExportsQueue } from './exports.queue';
import { ExportsRepository } from './exports.repository';

/** Archives as their owners order and read them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly exports: ExportsRepository,
    private readonly files: ExportFiles,
    private readonly queue: ExportsQueue,
    private readonly recentSignIn: RecentSignIn,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Orders an archive in the place of the one before; stored when this returns.
   * @throws DomainError `export.in_the_making`, `auth.wrong_password`, `auth.too_many_attempts`, `validation.failed`
   */
  async order(identity: Identity, password: string | undefined): Promise<AccountExport> {
    const { userId } = identity;
    await this.recentSignIn.demand(identity, password);
    const before = await this.exports.takeFinished(userId);
    if (before) await this.files.erase(before.file_ids);
    const ordered = await this.exports.create(userId, this.clock.now());
    if (!ordered) throw exportInTheMaking();
    await this.queue.offer(ordered.id);
    await this.note('user.export_ordered', userId);
    return ordered;
  }

  /** @throws DomainError `export.not_found` */
  async get(userId: string): Promise<AccountExport> {
    const found = await this.exports.find(userId);
    if (!found) throw exportNotFound();
    return found;
  }

  /** @throws DomainError `export.not_found`, `export.not_completed` */
  async file(userId: string): Promise<{ size: number; bytes: Readable }> {
    const { status, file_ids, size_bytes, expires_at } = await this.get(userId);
    const fileId = file_ids.at(-1);
    if (expires_at !== null && expires_at <= this.clock.now()) throw exportNotFound();
    if (status !== 'completed' || fileId === undefined || size_bytes === null) throw exportNotCompleted();
    await this.note('user.export_downloaded', userId);
    return { size: size_bytes, bytes: this.files.read(fileId) };
  }

  private note(action: 'user.export_ordered' | 'user.export_downloaded', userId: string): Promise<void> {
    const target = { kind: 'user' as const, id: userId };
    return this.audit.record({ action, actor_id: userId, target, user_id: userId });
  }
}
