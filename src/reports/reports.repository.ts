import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { Clock } from '../common/clock';
import { Owner, ownedBy } from '../common/identity/owner';
import { Page, PageRequest, pageOf } from '../common/paging/cursor';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { insertIntoFreeSlot, takenSlots } from '../platform/mongo/insert-into-free-slot';
import { createOnce } from '../platform/mongo/create-once';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { Report, ReportOrder, ReportStatus } from './report';
import { ReportRecord } from './schemas/report.schema';
import { toReport, StoredReport } from './to-report';

export interface ReportFilter {
  user_id?: string;
  portfolio_id?: string;
  status?: ReportStatus;
}

/** Reports as their users see them; deleted ones are gone. */
@Injectable()
export class ReportsRepository {
  constructor(
    @InjectModel(ReportRecord.name) private readonly model: Model<ReportRecord>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param cap how many of a user's reports may be unfinished at a time, whatever races
   * @returns the report, or the one that has the id already; null when the user has no place left
   */
  async create(id: string, order: ReportOrder, cap: number): Promise<Report | null> {
    const known = await this.model.findById(id).lean<StoredReport>();
    if (known) return toReport(known);
    const taken = () => takenSlots(this.model, order.user_id);
    return insertIntoFreeSlot(order.user_id, cap, taken, (slot) => this.insert(id, order, slot));
  }

  async find(owner: Owner, id: string): Promise<Report | null> {
    const stored = await this.model
      .findOne({ _id: id, ...ownedBy(owner), deleted_at: null })
      .lean<StoredReport>();
    return stored && toReport(stored);
  }

  /** @param which all reports where nothing is said */
  async page(
    owner: Owner,
    { user_id, status, portfolio_id }: ReportFilter,
    page: PageRequest,
  ): Promise<Page<Report>> {
    const which = {
      ...(user_id && { user_id }),
      ...(status && { status }),
      ...(portfolio_id && { portfolio_id }),
    };
    const rows = await this.model
      .find({
        $and: [ownedBy(owner), { ...which, deleted_at: null }, behind(page)],
      })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean<StoredReport[]>();
    return pageOf(rows.map(toReport), page, (report) => report);
  }

  /** Those of a portfolio that have a file, newest first. */
  async completedOf(userId: string, portfolioId: string, limit: number): Promise<Report[]> {
    const rows = await this.model
      .find({ user_id: userId, portfolio_id: portfolioId, status: 'completed', deleted_at: null })
      .sort({ created_at: -1, _id: -1 })
      .limit(limit)
      .lean<StoredReport[]>();
    return rows.map(toReport);
  }

  /**
   * Puts a failed report back among the unfinished.
   * @param cap as for `create`
   * @returns null when it is no failed one any more
   */
  async revive({ id, user_id }: Report, cap: number): Promise<Report | 'no_place' | null> {
    const taken = () => takenSlots(this.model, user_id);
    const revived = await insertIntoFreeSlot(user_id, cap, taken, (slot) => this.queueAgain(id, slot));
    return revived ? revived.report : 'no_place';
  }

  /** Hides a report at once; its files follow when no attempt can write one any more. */
  async markDeleted(owner: Owner, id: string): Promise<Report | null> {
    const now = this.clock.now();
    const stored = await this.model
      .findOneAndUpdate(
        { _id: id, ...ownedBy(owner), deleted_at: null },
        { deleted_at: now, checked_at: now, settled: false, $unset: { slot: 1 } },
        { returnDocument: 'after' },
      )
      .lean<StoredReport>();
    return stored && toReport(stored);
  }

  /** @returns null when another report took the slot first */
  private async queueAgain(id: string, slot: string): Promise<{ report: Report | null } | null> {
    const state = { status: 'queued', progress: 0, error: null, finished_at: null, settled: false };
    try {
      const stored = await this.model
        .findOneAndUpdate(
          { _id: id, status: 'failed', deleted_at: null },
          { $set: { ...state, slot, checked_at: this.clock.now() }, $inc: { retries: 1 } },
          { returnDocument: 'after' },
        )
        .lean<StoredReport>();
      return { report: stored && toReport(stored) };
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** @returns null when another report took the slot first */
  private async insert(id: string, order: ReportOrder, slot: string): Promise<Report | null> {
    const now = this.clock.now();
    const state = { status: 'queued' as const, created_at: now, checked_at: now, settled: false };
    try {
      return toReport((await createOnce(this.model, id, { ...order, ...state, slot })) as StoredReport);
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }
}
