import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { AccountExportRecord } from '../schemas/account-export.schema';
import { AccountExport, ExportStatus } from './account-export';

const UNFINISHED: ExportStatus[] = ['queued', 'running'];
const FINISHED: ExportStatus[] = ['completed', 'failed'];

/** Archives; one document an account. */
@Injectable()
export class ExportsRepository {
  constructor(@InjectModel(AccountExportRecord.name) private readonly exports: Model<AccountExportRecord>) {}

  /** @returns null where one is in the making, or finished and not removed */
  async create(userId: string, now: Date): Promise<AccountExport | null> {
    try {
      const order = { user_id: userId, status: 'queued' as const, created_at: now, checked_at: now };
      return toExport((await this.exports.create(order)).toObject<AccountExportRecord>());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async find(userId: string): Promise<AccountExport | null> {
    const record = await this.exports.findOne({ user_id: userId }).lean();
    return record && toExport(record);
  }

  /** Begins an attempt with a file of its own; null when there is nothing to make. */
  async claim(id: string, now: Date): Promise<AccountExport | null> {
    const record = await this.exports
      .findOneAndUpdate(
        { _id: id, status: mongoose.trusted({ $in: UNFINISHED }) },
        {
          $set: { status: 'running', checked_at: now },
          $inc: { attempts: 1 },
          $push: { file_ids: new Types.ObjectId() },
        },
        { returnDocument: 'after' },
      )
      .lean();
    return record && toExport(record);
  }

  /** @returns false when the attempt was taken over, or its account erased */
  async finish(
    { id, attempts }: AccountExport,
    end: { status: 'completed' | 'failed'; size_bytes: number | null; finished_at: Date; expires_at: Date },
  ): Promise<boolean> {
    const { matchedCount } = await this.exports.updateOne(
      { _id: id, attempts, status: 'running' },
      { $set: end },
    );
    return matchedCount === 1;
  }

  /** Takes a finished one away. @returns null where there is none */
  async takeFinished(userId: string): Promise<AccountExport | null> {
    const record = await this.exports
      .findOneAndDelete({ user_id: userId, status: mongoose.trusted({ $in: FINISHED }) })
      .lean();
    return record && toExport(record);
  }

  async expired(now: Date, limit: number): Promise<AccountExport[]> {
    const found = await this.exports
      .find({ expires_at: mongoose.trusted({ $lte: now }) })
      .limit(limit)
      .lean();
    return found.map(toExport);
  }

  /** Unfinished ones that nobody saw to since a moment; seen to by this. */
  async neglected(before: Date, now: Date, limit: number): Promise<AccountExport[]> {
    const found = await this.exports
      .find({ status: mongoose.trusted({ $in: UNFINISHED }), checked_at: mongoose.trusted({ $lt: before }) })
      .limit(limit)
      .lean();
    const ids = found.map(({ _id }) => _id);
    await this.exports.updateMany({ _id: mongoose.trusted({ $in: ids }) }, { $set: { checked_at: now } });
    return found.map(toExport);
  }
}

function toExport({
  _id,
  user_id,
  file_ids,
  checked_at: _seen,
  ...rest
}: AccountExportRecord): AccountExport {
  return {
    ...rest,
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    file_ids: file_ids.map((id) => id.toHexString()),
  };
}
