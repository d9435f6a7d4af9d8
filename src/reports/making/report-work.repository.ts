import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types, UpdateQuery } from 'mongoose';
import { Clock } from '../../common/clock';
import { slotsOf } from '../../platform/mongo/insert-into-free-slot';
import { Report } from '../report';
import { ReportRecord } from '../schemas/report.schema';
import { toReport, StoredReport } from '../to-report';

/**
 * Reports as the workers see them, of all users. A report's count of attempts is its fence: whoever claims it
 * raises the count, and every later step names the count it claimed, so that an attempt that was taken over can
 * finish nothing.
 */
@Injectable()
export class ReportWorkRepository {
  constructor(
    @InjectModel(ReportRecord.name) private readonly model: Model<ReportRecord>,
    private readonly clock: Clock,
  ) {}

  /** The report, deleted or not. */
  async load(id: string): Promise<Report | null> {
    const stored = await this.model.findById(id).lean<StoredReport>();
    return stored && toReport(stored);
  }

  /** The oldest of a user's reports that are neither finished nor deleted. */
  async firstUnfinished(userId: string, limit: number): Promise<Report[]> {
    const rows = await this.model
      .find({ slot: slotsOf(userId) })
      .sort({ created_at: 1, _id: 1 })
      .limit(limit)
      .lean<StoredReport[]>();
    return rows.map(toReport);
  }

  /** Begins an attempt with a file of its own; null when there is nothing to make. */
  async claim(id: string): Promise<Report | null> {
    const now = this.clock.now();
    const stored = await this.model
      .findOneAndUpdate(
        { _id: id, status: mongoose.trusted({ $in: ['queued', 'running'] }), deleted_at: null },
        {
          $set: { status: 'running', started_at: now, checked_at: now, progress: 0 },
          $inc: { attempts: 1 },
          $push: { file_ids: new Types.ObjectId() },
        },
        { returnDocument: 'after' },
      )
      .lean<StoredReport>();
    return stored && toReport(stored);
  }

  advance(attempt: Report, progress: number): Promise<boolean> {
    return this.step(attempt, { progress });
  }

  complete(attempt: Report, sizeBytes: number): Promise<boolean> {
    return this.step(attempt, {
      status: 'completed',
      progress: 100,
      size_bytes: sizeBytes,
      finished_at: this.clock.now(),
      $unset: { slot: 1 },
    });
  }

  /** Gives a failed attempt's report back, for the queue to try it again. */
  release(attempt: Report): Promise<boolean> {
    return this.step(attempt, { status: 'queued', progress: 0 });
  }

  fail(attempt: Report, error: string): Promise<boolean> {
    return this.step(attempt, {
      status: 'failed',
      error,
      finished_at: this.clock.now(),
      $unset: { slot: 1 },
    });
  }

  /** Reports that still need something and that nobody saw to since `before`, longest unseen first. */
  async unsettled(before: Date, limit: number): Promise<Report[]> {
    const rows = await this.model
      .find({ settled: false, checked_at: mongoose.trusted({ $lt: before }) })
      .sort({ checked_at: 1 })
      .limit(limit)
      .lean<StoredReport[]>();
    return rows.map(toReport);
  }

  async markChecked(id: string): Promise<void> {
    await this.model.updateOne({ _id: id }, { checked_at: this.clock.now() });
  }

  async markSettled(id: string): Promise<void> {
    await this.model.updateOne({ _id: id, deleted_at: null }, { settled: true });
  }

  async remove(id: string): Promise<void> {
    await this.model.deleteOne({ _id: id });
  }

  /** @returns how many reports ordered before `cutoff` were marked deleted */
  async expire(cutoff: Date): Promise<number> {
    const { modifiedCount } = await this.model.updateMany(
      { deleted_at: null, created_at: mongoose.trusted({ $lt: cutoff }) },
      { deleted_at: this.clock.now(), settled: false, $unset: { slot: 1 } },
    );
    return modifiedCount;
  }

  /** @returns false when the attempt was taken over, or the report is deleted or finished */
  private async step(attempt: Report, set: UpdateQuery<ReportRecord>): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      {
        _id: attempt.id,
        attempts: attempt.attempts,
        status: mongoose.trusted({ $in: ['queued', 'running'] }),
        deleted_at: null,
      },
      { ...set, checked_at: this.clock.now() },
    );
    return matchedCount === 1;
  }
}
