import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { PageRequest } from '../../common/paging/cursor';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { behind, orderOf } from '../../platform/mongo/sorted-page';
import { InstrumentChangeRecord } from '../schemas/instrument-change.schema';
import { InstrumentChange } from './instrument-change';

export type NewInstrumentChange = Omit<InstrumentChange, 'id'>;

export type InstrumentChangeFilter = Partial<Pick<InstrumentChange, 'kind' | 'symbol'>>;

@Injectable()
export class InstrumentChangesRepository {
  constructor(
    @InjectModel(InstrumentChangeRecord.name) private readonly model: Model<InstrumentChangeRecord>,
  ) {}

  /** There are no more than slots. */
  async all(): Promise<InstrumentChange[]> {
    return (await this.model.find().lean()).map(toChange);
  }

  async slots(): Promise<string[]> {
    return (await this.model.find({}, { slot: 1 }).lean()).map(({ slot }) => slot);
  }

  /** @returns null when another change took the slot, and none has the symbol */
  async insertIntoSlot(slot: string, change: NewInstrumentChange): Promise<InstrumentChange | null> {
    try {
      return toChange((await this.model.create({ slot, ...change })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return this.replace(change);
      throw error;
    }
  }

  /** @returns null when there is none of the symbol */
  async replace({ symbol, ...change }: NewInstrumentChange): Promise<InstrumentChange | null> {
    const record = await this.model
      .findOneAndUpdate({ symbol }, { $set: change }, { returnDocument: 'after' })
      .lean();
    return record && toChange(record);
  }

  /** @returns whether there was one */
  async delete(symbol: string): Promise<boolean> {
    return (await this.model.deleteOne({ symbol })).deletedCount > 0;
  }

  /** One more than `limit` where there is more. */
  async page({ kind, symbol }: InstrumentChangeFilter, page: PageRequest): Promise<InstrumentChange[]> {
    const records = await this.model
      .find({ ...(kind && { kind }), ...(symbol && { symbol }), ...behind(page) })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return records.map(toChange);
  }
}

function toChange({ _id, symbol, kind, into, since, created_at }: InstrumentChangeRecord): InstrumentChange {
  return { id: _id.toHexString(), symbol, kind, into, since, created_at };
}
