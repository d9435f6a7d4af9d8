import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { UserRecord } from './schemas/user.schema';

/** An account that is being erased. */
export interface UserErasure {
  id: string;
  email: string;
  phone: string | null;
  /** null where it has not begun */
  erasing_since: Date | null;
  /** of what it had when it began */
  erased_ids: string[];
}

/** Accounts that their owners, or administrators, gave up: a moment from which on each is erased, and a way back until then. */
@Injectable()
export class UserErasures {
  constructor(@InjectModel(UserRecord.name) private readonly users: Model<UserRecord>) {}

  /** @returns whether the password was still the one that was read, and the account no superuser's */
  async request(
    { id, hashed_password }: { id: string; hashed_password: string },
    erase_at: Date,
  ): Promise<boolean> {
    const asked = { _id: id, hashed_password, is_superuser: false, erasing_since: null };
    const { matchedCount } = await this.users.updateOne(asked, { $set: { erase_at } });
    return matchedCount > 0;
  }

  /** On an administrator's word: it is closed at once. @returns whether there is such an account, no superuser's */
  async order(id: string, erase_at: Date): Promise<boolean> {
    const closed = { _id: id, is_superuser: false, erasing_since: null };
    const { matchedCount } = await this.users.updateOne(closed, { $set: { erase_at, is_active: false } });
    return matchedCount > 0;
  }

  /** @returns whether it was given up and its time is not over */
  async takeBack(id: string, now: Date): Promise<boolean> {
    const givenUp = { _id: id, erase_at: mongoose.trusted({ $gt: now }), erasing_since: null };
    const { modifiedCount } = await this.users.updateOne(givenUp, { $unset: { erase_at: 1 } });
    return modifiedCount > 0;
  }

  /** Those whose time is over, longest first. */
  async due(now: Date, limit: number): Promise<UserErasure[]> {
    const found = await this.users
      .find({ erase_at: mongoose.trusted({ $lte: now }) })
      .sort({ erase_at: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id, email, phone, erasing_since = null, erased_ids = [] }) => ({
      id: _id.toHexString(),
      email,
      phone,
      erasing_since,
      erased_ids,
    }));
  }

  /** From here on there is no way back. @returns whether its time is over and nobody began */
  async begin(id: string, erased_ids: readonly string[], now: Date): Promise<boolean> {
    const over = { _id: id, erase_at: mongoose.trusted({ $lte: now }), erasing_since: null };
    const begun = { is_active: false, erasing_since: now, erased_ids };
    return (await this.users.updateOne(over, { $set: begun })).modifiedCount > 0;
  }

  /** The account itself, once nothing else of it is left. */
  async finish(id: string): Promise<void> {
    await this.users.deleteOne({ _id: id, erasing_since: mongoose.trusted({ $ne: null }) });
  }
}
