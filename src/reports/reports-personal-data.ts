import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import { collectionsOf, eraseUnderUserId, tableUnderUserId } from '../platform/personal-data/under-user-id';
import { sumOf } from '../platform/mongo/sum-of';
import { REPORT_COLLECTIONS, ReportFiles } from './files/report-files';
import { LockedFiguresRecord } from './schemas/locked-figures.schema';
import { ReportRecord } from './schemas/report.schema';

const FIELDS = [
  'portfolio_id',
  'title',
  'type',
  'format',
  'from',
  'to',
  'status',
  'size_bytes',
  'created_at',
  'finished_at',
  'error',
];

/** The reports of an account, their files and what is kept of locked years; in the archive both are with their portfolios. */
@Injectable()
export class ReportsPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(ReportRecord.name) private readonly reports: Model<ReportRecord>,
    @InjectModel(LockedFiguresRecord.name) private readonly locked: Model<LockedFiguresRecord>,
    private readonly stored: ReportFiles,
    rooms: PersonalDataRooms,
  ) {
    this.collections = [...collectionsOf(reports, locked), ...REPORT_COLLECTIONS];
    rooms.add(this);
  }

  /** A report that it ordered as an administrator stays its portfolio's owner's. */
  async erase(account: NamedAccount): Promise<void> {
    const userId = new Types.ObjectId(account.userId);
    for await (const { file_ids } of this.reports.collection.find({ user_id: userId }))
      await this.stored.erase((file_ids as Types.ObjectId[]).map((id) => id.toHexString()));
    await this.stored.eraseOf(account.userId);
    await eraseUnderUserId(account, this.reports, this.locked);
    await this.reports.collection.updateMany({ ordered_by: userId }, { $set: { ordered_by: null } });
  }

  async storedBytes(userId: string): Promise<number> {
    const files = await sumOf(this.reports, { user_id: userId, deleted_at: null }, 'size_bytes');
    return files + (await sumOf(this.locked, { user_id: userId }, 'size_bytes'));
  }

  tables(userId: string): PersonalTable[] {
    return [tableUnderUserId(this.reports, userId, { fields: FIELDS, which: { deleted_at: null } })];
  }
}
