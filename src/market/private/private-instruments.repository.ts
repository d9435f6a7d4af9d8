import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { PrivateInstrumentRecord } from '../schemas/private-instrument.schema';
import { takenSlots } from '../../platform/mongo/insert-into-free-slot';
import { packedPrices, pricesIn } from './packed-prices';
import { PrivateInstrument, PrivateInstrumentContent } from './private-instrument';

/** Symbols that a user holds. */
export interface PrivateHolding {
  readonly userId: string;
  readonly symbols: readonly string[];
}

export interface OwnedVersion extends Pick<PrivateInstrument, 'symbol' | 'version'> {
  readonly userId: string;
}

/** Private instruments; each query names the owner. */
@Injectable()
export class PrivateInstrumentsRepository {
  constructor(
    @InjectModel(PrivateInstrumentRecord.name) private readonly model: Model<PrivateInstrumentRecord>,
  ) {}

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another instrument took the slot, and none has the symbol */
  async insertIntoSlot(
    slot: string,
    userId: string,
    symbol: string,
    content: PrivateInstrumentContent,
  ): Promise<PrivateInstrument | null> {
    try {
      const version = Date.now();
      const created = await this.model.create({
        user_id: userId,
        slot,
        symbol,
        ...fieldsOf(content),
        version,
      });
      return toInstrument(created.toObject<PrivateInstrumentRecord>());
    } catch (error) {
      if (isDuplicateKey(error)) return this.replace(userId, symbol, content);
      throw error;
    }
  }

  /** @param version the only one to be replaced; any when left out. @returns null when there is none */
  async replace(
    userId: string,
    symbol: string,
    content: PrivateInstrumentContent,
    version?: number,
  ): Promise<PrivateInstrument | null> {
    const record = await this.model
      .findOneAndUpdate(
        { user_id: userId, symbol, ...(version !== undefined && { version }) },
        { $set: fieldsOf(content), $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return record && toInstrument(record);
  }

  /** All of a user's, by symbol. */
  async list(userId: string): Promise<PrivateInstrument[]> {
    return (await this.model.find({ user_id: userId }).sort({ symbol: 1 }).lean()).map(toInstrument);
  }

  async ofSymbols(userId: string, symbols: readonly string[]): Promise<PrivateInstrument[]> {
    const wanted = mongoose.trusted({ $in: [...symbols] });
    return (await this.model.find({ user_id: userId, symbol: wanted }).lean()).map(toInstrument);
  }

  /** The versions of some of a user's instruments, without their prices. */
  async versionsOf(
    userId: string,
    symbols: readonly string[],
  ): Promise<Pick<PrivateInstrument, 'symbol' | 'version'>[]> {
    const wanted = mongoose.trusted({ $in: [...symbols] });
    return this.model
      .find({ user_id: userId, symbol: wanted }, { _id: 0, symbol: 1, version: 1 })
      .lean<Pick<PrivateInstrument, 'symbol' | 'version'>[]>();
  }

  /** As `versionsOf`, for several users in one reading; each with its owner. */
  async versionsOfAll(held: readonly PrivateHolding[]): Promise<OwnedVersion[]> {
    const own = held.map(({ userId, symbols }) => ({
      user_id: userId,
      symbol: mongoose.trusted({ $in: [...symbols] }),
    }));
    const found = await this.model
      .find({ $or: own }, { _id: 0, user_id: 1, symbol: 1, version: 1 })
      .lean<Pick<PrivateInstrumentRecord, 'user_id' | 'symbol' | 'version'>[]>();
    return found.map(({ user_id, ...version }) => ({ userId: user_id.toHexString(), ...version }));
  }

  /** @param version as for `replace`. @returns whether there was one */
  async delete(userId: string, symbol: string, version?: number): Promise<boolean> {
    const filter = { user_id: userId, symbol, ...(version !== undefined && { version }) };
    return (await this.model.deleteOne(filter)).deletedCount > 0;
  }
}

function fieldsOf({ name, currency, prices }: PrivateInstrumentContent) {
  return { name, currency, ...packedPrices(prices) };
}

function toInstrument(record: PrivateInstrumentRecord): PrivateInstrument {
  const { symbol, name, currency, version, updated_at } = record;
  return { symbol, name, currency, prices: pricesIn(record), version, updated_at };
}
