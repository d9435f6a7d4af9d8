import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { PageRequest } from '../common/paging/cursor';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { takenSlots } from '../platform/mongo/insert-into-free-slot';
import { Import, ImportChoices, ImportReading, ImportStatus } from './import';
import { ImportFileRecord } from './schemas/import-file.schema';
import { ImportRecord } from './schemas/import.schema';

/** What may change of an import. */
export type ImportChange = Partial<
  Pick<
    Import,
    | 'status'
    | 'choices'
    | 'reading'
    | 'counts'
    | 'run_id'
    | 'reading_until'
    | 'error'
    | 'applied_count'
    | 'applied_at'
    | 'expires_at'
  >
>;

export type ImportFilter = Partial<Pick<Import, 'status'>>;

/** Imports and their files; each query names the owner. */
@Injectable()
export class ImportsRepository {
  constructor(
    @InjectModel(ImportRecord.name) private readonly imports: Model<ImportRecord>,
    @InjectModel(ImportFileRecord.name) private readonly files: Model<ImportFileRecord>,
  ) {}

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.imports, userId);
  }

  /** @returns null when another import took the slot first */
  async insertIntoSlot(
    slot: string,
    {
      choices,
      ...made
    }: Pick<
      Import,
      'user_id' | 'portfolio_id' | 'file_name' | 'file_bytes' | 'choices' | 'reading_until' | 'expires_at'
    >,
  ): Promise<Import | null> {
    try {
      const created = await this.imports.create({
        ...made,
        slot,
        status: 'reading',
        choices: JSON.stringify(choices),
      } as unknown as ImportRecord);
      return toImport(created.toObject<ImportRecord>());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async saveFile({ id, user_id, expires_at }: Import, bytes: Uint8Array): Promise<void> {
    await this.files.collection.insertOne({
      _id: new Types.ObjectId(id),
      user_id: new Types.ObjectId(user_id),
      bytes: Buffer.from(bytes),
      expires_at: expires_at!,
    });
  }

  async fileOf({ id, user_id }: Import): Promise<Buffer | null> {
    const record = await this.files
      .findOne({ _id: id, user_id })
      .lean<{ bytes: Buffer | mongoose.mongo.Binary }>();
    const bytes = record?.bytes;
    if (!bytes) return null;
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.value());
  }

  async find(owner: Owner, portfolioId: string, id: string): Promise<Import | null> {
    const record = await this.imports
      .findOne({ _id: id, portfolio_id: portfolioId, ...ownedBy(owner) })
      .lean();
    return record && toImport(record);
  }

  /** One more than `limit` where there is more. */
  async list(
    owner: Owner,
    portfolioId: string,
    { status }: ImportFilter,
    page: PageRequest,
  ): Promise<Import[]> {
    const which = { portfolio_id: portfolioId, ...(status && { status }) };
    const records = await this.imports
      .find({ ...which, ...ownedBy(owner), ...behind(page) })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return records.map(toImport);
  }

  /**
   * @param from the statuses and version that it must have
   * @returns null when it has others
   */
  async change(
    { id, user_id }: Pick<Import, 'id' | 'user_id'>,
    from: { statuses: readonly ImportStatus[]; version?: number },
    { choices, reading, ...change }: ImportChange,
  ): Promise<Import | null> {
    const set = {
      ...change,
      ...(choices !== undefined && { choices: JSON.stringify(choices) }),
      ...(reading !== undefined && { reading: JSON.stringify(reading) }),
    };
    const status = mongoose.trusted({ $in: [...from.statuses] });
    const record = await this.imports
      .findOneAndUpdate(
        { _id: id, user_id, status, ...(from.version !== undefined && { version: from.version }) },
        { $set: set, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return record && toImport(record);
  }

  /** Says of imports, whoever owns them, that they are still being read. */
  async keepReading(ids: readonly string[], reading_until: Date): Promise<void> {
    await this.imports.updateMany(
      { _id: mongoose.trusted({ $in: [...ids] }), status: 'reading' },
      { $set: { reading_until } },
      { timestamps: false },
    );
  }

  /** Takes over an import, whoever owns it, whose reader has not been heard of. @returns null when there is none */
  async takeAbandoned(now: Date, reading_until: Date): Promise<Import | null> {
    const record = await this.imports
      .findOneAndUpdate(
        { status: 'reading', reading_until: mongoose.trusted({ $lt: now }) },
        { $set: { reading_until }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return record && toImport(record);
  }

  /** All imports of a portfolio. */
  async idsOf(userId: string, portfolioId: string): Promise<string[]> {
    const records = await this.imports
      .find({ user_id: userId, portfolio_id: portfolioId }, { _id: 1 })
      .lean();
    return records.map(({ _id }) => _id.toHexString());
  }

  async removeFile({ id, user_id }: Pick<Import, 'id' | 'user_id'>): Promise<void> {
    await this.files.deleteOne({ _id: id, user_id });
  }

  /**
   * @param version the only one to be deleted; any when left out
   * @returns false where the import has another
   */
  async delete({ id, user_id }: Pick<Import, 'id' | 'user_id'>, version?: number): Promise<boolean> {
    const filter = { _id: id, user_id, ...(version !== undefined && { version }) };
    const { deletedCount } = await this.imports.deleteOne(filter);
    if (version !== undefined && deletedCount === 0) return false;
    await this.removeFile({ id, user_id });
    return true;
  }
}

function toImport(record: ImportRecord): Import {
  const { _id, slot: _slot, user_id, portfolio_id, choices, reading, run_id, ...rest } = record;
  return {
    ...rest,
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    portfolio_id: portfolio_id.toHexString(),
    choices: JSON.parse(choices) as ImportChoices,
    reading: reading === null ? null : (JSON.parse(reading) as ImportReading),
    run_id: run_id?.toHexString() ?? null,
  };
}
