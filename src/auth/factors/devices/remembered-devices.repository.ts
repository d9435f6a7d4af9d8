import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../../../platform/mongo/duplicate-key';
import { takenSlots } from '../../../platform/mongo/insert-into-free-slot';
import { RememberedDevice } from './remembered-device';
import { RememberedDeviceRecord } from '../schemas/remembered-device.schema';

export type NewRememberedDevice = Omit<RememberedDevice, 'id'> & { token_hash: string };

@Injectable()
export class RememberedDevicesRepository {
  constructor(
    @InjectModel(RememberedDeviceRecord.name) private readonly model: Model<RememberedDeviceRecord>,
  ) {}

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another device took the slot first */
  async insertIntoSlot(
    userId: string,
    slot: string,
    device: NewRememberedDevice,
  ): Promise<RememberedDevice | null> {
    try {
      return toRememberedDevice((await this.model.create({ user_id: userId, slot, ...device })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Notes that a device is used. @returns whether this account's owner is remembered there */
  async use(userId: string, token_hash: string, now: Date): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { user_id: userId, token_hash, expires_at: mongoose.trusted({ $gt: now }) },
      { $set: { last_used_at: now } },
    );
    return matchedCount > 0;
  }

  /** Newest first; there are no more than slots. */
  async list(userId: string, now: Date): Promise<RememberedDevice[]> {
    const records = await this.model
      .find({ user_id: userId, expires_at: mongoose.trusted({ $gt: now }) })
      .sort({ created_at: -1, _id: -1 })
      .lean();
    return records.map(toRememberedDevice);
  }

  async deleteLeastUsed(userId: string): Promise<void> {
    await this.model.findOneAndDelete({ user_id: userId }, { sort: { last_used_at: 1 } });
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

function toRememberedDevice(record: RememberedDeviceRecord): RememberedDevice {
  const { _id, user_agent, created_at, last_used_at, expires_at } = record;
  return { id: _id.toHexString(), user_agent, created_at, last_used_at, expires_at };
}
