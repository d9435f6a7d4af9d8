import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { Clock } from '../../common/clock';
import { InstrumentChoiceRecord } from '../schemas/instrument-choice.schema';

const MOST_CHOICES = 20_000;

/** Which symbols a user has chosen for what statements name. */
@Injectable()
export class InstrumentChoicesRepository {
  constructor(
    @InjectModel(InstrumentChoiceRecord.name) private readonly choices: Model<InstrumentChoiceRecord>,
    private readonly clock: Clock,
  ) {}

  async of(userId: string, keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return new Map();
    const records = await this.choices
      .find({ user_id: userId, key: mongoose.trusted({ $in: [...keys] }) }, { key: 1, symbol: 1 })
      .lean();
    return new Map(records.map(({ key, symbol }) => [key, symbol]));
  }

  /** Remembers choices; beyond the cap of a user nothing new is remembered. */
  async remember(userId: string, chosen: ReadonlyMap<string, string>): Promise<void> {
    if (chosen.size === 0) return;
    const user_id = new Types.ObjectId(userId);
    const isFull = (await this.choices.countDocuments({ user_id })) + chosen.size > MOST_CHOICES;
    const chosen_at = this.clock.now();
    await this.choices.collection.bulkWrite(
      [...chosen].map(([key, symbol]) => ({
        updateOne: { filter: { user_id, key }, update: { $set: { symbol, chosen_at } }, upsert: !isFull },
      })),
      { ordered: false },
    );
  }
}
