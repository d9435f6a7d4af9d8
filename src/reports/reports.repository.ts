import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Clock } from '../common/clock';
import { Owner, ownedBy } from '../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../common/paging/cursor';
import { PageQuery } from '../common/paging/page-query.dto';
import { createOnce } from '../platform/mongo/create-once';
import { olderThan } from '../platform/mongo/older-than';
import { Report, ReportOrder } from './report';
import { ReportRecord } from './schemas/report.schema';
import { fromStored, StoredReport } from './stored-report';

/** Reports as their users see them; deleted ones are gone. */
@Injectable()
export class ReportsRepository {
  constructor(
    @InjectModel(ReportRecord.name) private readonly model: Model<ReportRecord>,
    private readonly clock: Clock,
  ) {}

  /** @returns the report, or the one that has the id already */
  async create(id: string, order: ReportOrder): Promise<Report> {
    const now = this.clock.now();
    const state = { status: 'queued' as const, created_at: now, checked_at: now, settled: false };
    const stored = await createOnce(this.model, id, { ...order, ...state });
    return fromStored(stored as StoredReport);
  }

  async find(owner: Owner, id: string): Promise<Report | null> {
    const stored = await this.model
      .findOne({ _id: id, ...ownedBy(owner), deleted_at: null })
      .lean<StoredReport>();
    return stored && fromStored(stored);
  }

  async page(owner: Owner, userId: string, { limit, cursor }: PageQuery): Promise<Page<Report>> {
    const rows = await this.model
      .find({
        $and: [
          ownedBy(owner),
          { user_id: userId, deleted_at: null },
          olderThan(cursor === undefined ? undefined : decodeCursor(cursor)),
        ],
      })
      .sort({ created_at: -1, _id: -1 })
      .limit(limit + 1)
      .lean<StoredReport[]>();
    return pageOf(rows.map(fromStored), limit, (report) => report);
  }

  async countUnfinished(userId: string): Promise<number> {
    return this.model.countDocuments({
      user_id: userId,
      status: mongoose.trusted({ $in: ['queued', 'running'] }),
      deleted_at: null,
    });
  }

  /** Hides a report at once; its files follow when no attempt can write one any more. */
  async markDeleted(owner: Owner, id: string): Promise<Report | null> {
    const now = this.clock.now();
    const stored = await this.model
      .findOneAndUpdate(
        { _id: id, ...ownedBy(owner), deleted_at: null },
        { deleted_at: now, checked_at: now, settled: false },
        { returnDocument: 'after' },
      )
      .lean<StoredReport>();
    return stored && fromStored(stored);
  }
}
