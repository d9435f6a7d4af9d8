import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { CodeKind } from '../../notifications/notification';
import { AccountCodeRecord } from '../schemas/account-code.schema';

export interface AccountCode {
  id: string;
  user_id: string;
  kind: CodeKind;
  address: string;
  before: string | null;
}

function toAccountCode({ _id, user_id, kind, address, before }: AccountCodeRecord): AccountCode {
  return { id: _id.toHexString(), user_id: user_id.toHexString(), kind, address, before };
}

function stillGood(id: string, kinds: CodeKind[], now: Date) {
  return {
    _id: id,
    kind: mongoose.trusted({ $in: kinds }),
    used_at: null,
    expires_at: mongoose.trusted({ $gt: now }),
  };
}

@Injectable()
export class AccountCodesRepository {
  constructor(@InjectModel(AccountCodeRecord.name) private readonly codes: Model<AccountCodeRecord>) {}

  async create(code: Omit<AccountCode, 'id'>, created_at: Date, expires_at: Date): Promise<string> {
    const { _id } = await this.codes.create({ ...code, created_at, expires_at });
    return _id.toHexString();
  }

  countSince(userId: string, kind: CodeKind, since: Date): Promise<number> {
    const created_at = mongoose.trusted({ $gte: since });
    return this.codes.countDocuments({ user_id: userId, kind, created_at });
  }

  async find(id: string, kinds: CodeKind[], now: Date): Promise<AccountCode | null> {
    const stored = await this.codes.findOne(stillGood(id, kinds, now)).lean();
    return stored && toAccountCode(stored);
  }

  /** One atomic step: of many that use the same code, one gets it. */
  async spend(id: string, kinds: CodeKind[], now: Date): Promise<AccountCode | null> {
    const stored = await this.codes
      .findOneAndUpdate(stillGood(id, kinds, now), { $set: { used_at: now } })
      .lean();
    return stored && toAccountCode(stored);
  }

  /** The newest code of a kind that is still good, its attempts counted with this one; null beyond `mostAttempts`. */
  async attempt(
    userId: string,
    kind: CodeKind,
    now: Date,
    mostAttempts: number,
  ): Promise<AccountCode | null> {
    const stored = await this.codes
      .findOneAndUpdate(
        {
          user_id: userId,
          kind,
          used_at: null,
          expires_at: mongoose.trusted({ $gt: now }),
          attempts: mongoose.trusted({ $lt: mostAttempts }),
        },
        { $inc: { attempts: 1 } },
        { sort: { created_at: -1 } },
      )
      .lean();
    return stored && toAccountCode(stored);
  }

  /** Makes the codes of an account good for nothing. */
  async void(userId: string, kinds: CodeKind[], now: Date): Promise<void> {
    await this.codes.updateMany(
      { user_id: userId, kind: mongoose.trusted({ $in: kinds }), used_at: null },
      { $set: { used_at: now } },
    );
  }
}
