import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { PersonalTokenRecord } from '../schemas/personal-token.schema';
import { takenSlots } from '../../platform/mongo/insert-into-free-slot';
import { PersonalToken } from './personal-token';

export type NewPersonalToken = Omit<PersonalToken, 'id' | 'user_id' | 'last_used_at'> & {
  token_hash: string;
};

@Injectable()
export class PersonalTokensRepository {
  constructor(@InjectModel(PersonalTokenRecord.name) private readonly model: Model<PersonalTokenRecord>) {}

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another token took the slot first */
  async insertIntoSlot(userId: string, slot: string, token: NewPersonalToken): Promise<PersonalToken | null> {
    try {
      return toPersonalToken((await this.model.create({ user_id: userId, slot, ...token })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Newest first; there are no more than slots. */
  async list(userId: string): Promise<PersonalToken[]> {
    const records = await this.model.find({ user_id: userId }).sort({ created_at: -1, _id: -1 }).lean();
    return records.map(toPersonalToken);
  }

  async findByHash(token_hash: string): Promise<PersonalToken | null> {
    const record = await this.model.findOne({ token_hash }).lean();
    return record && toPersonalToken(record);
  }

  /** Those of the ids that have not ended. */
  async liveIds(ids: string[], now: Date): Promise<string[]> {
    const filter = { _id: mongoose.trusted({ $in: ids }), expires_at: mongoose.trusted({ $gt: now }) };
    const records = await this.model.find(filter, { _id: 1 }).lean();
    return records.map(({ _id }) => _id.toHexString());
  }

  async noteUse(id: string, last_used_at: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { $set: { last_used_at } });
  }

  /** @returns whether there was one */
  async delete(userId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: id, user_id: userId });
    return deletedCount > 0;
  }

  /** @returns the ids of what there was */
  async deleteAll(userId: string): Promise<string[]> {
    const tokens = await this.list(userId);
    await this.model.deleteMany({ user_id: userId });
    return tokens.map(({ id }) => id);
  }
}

function toPersonalToken(record: PersonalTokenRecord): PersonalToken {
  const { _id, user_id, name, scopes, portfolios, created_at, expires_at, last_used_at } = record;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    name,
    scopes,
    portfolios,
    created_at,
    expires_at,
    last_used_at,
  };
}
