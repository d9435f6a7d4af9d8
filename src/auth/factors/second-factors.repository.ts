import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { SecondFactorRecord } from './schemas/second-factor.schema';

/** What an account has of second factors; the secrets are sealed. */
export type StoredFactors = Omit<SecondFactorRecord, '_id'>;

@Injectable()
export class SecondFactorsRepository {
  constructor(@InjectModel(SecondFactorRecord.name) private readonly factors: Model<SecondFactorRecord>) {}

  /** Past mongoose: it is asked at every sign-in. */
  find(userId: string): Promise<StoredFactors | null> {
    return this.factors.collection.findOne<SecondFactorRecord>({ _id: new Types.ObjectId(userId) });
  }

  /** @returns whether it was kept: not where an app is confirmed already */
  async keepPending(userId: string, pending_secret: string, pending_until: Date): Promise<boolean> {
    try {
      await this.factors.updateOne(
        { _id: userId, totp_secret: null },
        { $set: { pending_secret, pending_until } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** @returns whether it was still pending: of two that confirm it, one does */
  async confirmPending(
    userId: string,
    pending_secret: string,
    { at, step, recovery_hashes }: { at: Date; step: number; recovery_hashes?: string[] },
  ): Promise<boolean> {
    const { modifiedCount } = await this.factors.updateOne(
      { _id: userId, pending_secret },
      {
        $set: {
          totp_secret: pending_secret,
          totp_since: at,
          last_step: step,
          pending_secret: null,
          pending_until: null,
          ...(recovery_hashes && { recovery_hashes }),
        },
      },
    );
    return modifiedCount > 0;
  }

  /** One atomic step: of many that show the same code, one gets true. */
  async spendStep(userId: string, totp_secret: string, step: number): Promise<boolean> {
    const { modifiedCount } = await this.factors.updateOne(
      { _id: userId, totp_secret, last_step: mongoose.trusted({ $lt: step }) },
      { $set: { last_step: step } },
    );
    return modifiedCount > 0;
  }

  /** Of every account that has an authenticator app. */
  async *sealedSecrets(): AsyncGenerator<{ userId: string; sealed: string }> {
    const filter = { totp_secret: mongoose.trusted({ $ne: null }) };
    for await (const { _id, totp_secret } of this.factors.find(filter, { totp_secret: 1 }).lean().cursor()) {
      if (totp_secret) yield { userId: _id.toHexString(), sealed: totp_secret };
    }
  }

  /** Stores the same secret sealed anew. */
  async reseal(userId: string, before: string, totp_secret: string): Promise<void> {
    await this.factors.updateOne({ _id: userId, totp_secret: before }, { $set: { totp_secret } });
  }

  /** @returns how many are left; null where there was no such code, or another request used it first */
  async spendRecoveryCode(userId: string, hash: string): Promise<number | null> {
    const left = await this.factors
      .findOneAndUpdate(
        { _id: userId, recovery_hashes: hash },
        { $pull: { recovery_hashes: hash } },
        { returnDocument: 'after' },
      )
      .lean();
    return left && left.recovery_hashes.length;
  }

  async setRecoveryCodes(userId: string, recovery_hashes: string[]): Promise<void> {
    await this.factors.updateOne({ _id: userId }, { $set: { recovery_hashes } }, { upsert: true });
  }

  /** @returns whether there was one */
  async removeTotp(userId: string): Promise<boolean> {
    const { modifiedCount } = await this.factors.updateOne(
      { _id: userId, totp_secret: mongoose.trusted({ $ne: null }) },
      { $set: { totp_secret: null, totp_since: null } },
    );
    return modifiedCount > 0;
  }

  /** @returns whether there was anything */
  async removeAll(userId: string): Promise<boolean> {
    const { deletedCount } = await this.factors.deleteOne({ _id: userId });
    return deletedCount > 0;
  }
}
