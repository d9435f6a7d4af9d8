import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { takenSlots } from '../../platform/mongo/insert-into-free-slot';
import { Passkey, StoredPasskey } from './passkey';
import { PasskeyRecord } from './schemas/passkey.schema';

export type NewPasskey = Omit<StoredPasskey, 'id' | 'user_id' | 'last_used_at'>;

@Injectable()
export class PasskeysRepository {
  constructor(@InjectModel(PasskeyRecord.name) private readonly model: Model<PasskeyRecord>) {}

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another passkey took the slot first */
  async insertIntoSlot(userId: string, slot: string, passkey: NewPasskey): Promise<Passkey | null> {
    try {
      return toStoredPasskey((await this.model.create({ user_id: userId, slot, ...passkey })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Newest first; there are no more than slots. Past mongoose: it is asked at every sign-in. */
  async list(userId: string): Promise<StoredPasskey[]> {
    const user_id = new Types.ObjectId(userId);
    const records = await this.model.collection
      .find<PasskeyRecord>({ user_id }, { sort: { created_at: -1, _id: -1 } })
      .toArray();
    return records.map(toStoredPasskey);
  }

  async hasAny(userId: string): Promise<boolean> {
    return (await this.model.exists({ user_id: userId })) !== null;
  }

  async findByCredential(credential_id: string): Promise<StoredPasskey | null> {
    const record = await this.model.findOne({ credential_id }).lean();
    return record && toStoredPasskey(record);
  }

  /** @returns whether the counter was still the one that was read */
  async noteUse(
    { id, counter }: Pick<StoredPasskey, 'id' | 'counter'>,
    next: number,
    last_used_at: Date,
  ): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id: id, counter },
      { $set: { counter: next, last_used_at } },
    );
    return matchedCount > 0;
  }

  async rename(userId: string, id: string, name: string): Promise<Passkey | null> {
    const record = await this.model
      .findOneAndUpdate({ _id: id, user_id: userId }, { $set: { name } }, { returnDocument: 'after' })
      .lean();
    return record && toStoredPasskey(record);
  }

  /** @returns whether there was one */
  async delete(userId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: id, user_id: userId });
    return deletedCount > 0;
  }

  async deleteAll(userId: string): Promise<void> {
    await this.model.deleteMany({ user_id: userId });
  }
}

function toStoredPasskey(record: PasskeyRecord): StoredPasskey {
  const { _id, user_id, name, credential_id, public_key, counter, transports } = record;
  const { backed_up, created_at, last_used_at } = record;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    name,
    credential_id,
    public_key,
    counter,
    transports,
    backed_up,
    created_at,
    last_used_at,
  };
}
