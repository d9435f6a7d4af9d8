import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, mongo, Types } from 'mongoose';
import { Clock } from '../../common/clock';
import type { DomainError } from '../../common/errors/domain-error';
import { changeOrCreate } from '../mongo/change-or-create';
import { QuotaClaimRecord, QuotaClaimsRecord } from './schemas/quota-claims.schema';

/** Longer than any writer goes on. */
const CLAIM_MS = 15 * 60_000;
const MOST_LOOKS = 60;
const LONGEST_PAUSE_MS = 100;

/** How much of something an account may have. */
export interface Quota {
  /** names it in the database, such as `lines` */
  readonly kind: string;
  readonly most: number;
  /** how much the account has by now */
  stored(userId: string): Promise<number>;
  /** there is no room */
  full(): DomainError;
  /** there is none while others add what they claimed before */
  busy(): DomainError;
}

/**
 * Keeps what accounts store below their quotas, whatever writes in parallel. A writer announces its share behind those
 * of others, then counts: what is stored, what others announced before it, and its own. What is stored is counted anew
 * each time, so that deleting needs no word here; a share whose writer died ends by itself.
 */
@Injectable()
export class AccountQuotas {
  constructor(
    @InjectModel(QuotaClaimsRecord.name) private readonly claims: Model<QuotaClaimsRecord>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param more how much `write` adds at most
   * @returns what `write` returns
   * @throws DomainError what the quota says of a full account, or of a busy one
   */
  async within<T>(quota: Quota, userId: string, more: number, write: () => Promise<T>): Promise<T> {
    const id = new Types.ObjectId();
    try {
      await this.waitForRoom(quota, userId, { id, amount: more });
      return await write();
    } finally {
      // What cannot be withdrawn ends by itself, and must not make what was written a failure.
      await this.withdraw(quota, userId, id).catch(() => undefined);
    }
  }

  /** Shares whose writers died go along. */
  private async withdraw(quota: Quota, userId: string, id: Types.ObjectId): Promise<void> {
    const ended = { ends_at: { $lte: this.clock.now() } };
    const own: object = { _id: keyOf(quota, userId) };
    const withdrawal: mongo.Document = { $pull: { claims: { $or: [{ id }, ended] } } };
    await this.claims.collection.updateOne(own, withdrawal);
  }

  private async waitForRoom(
    quota: Quota,
    userId: string,
    own: Pick<QuotaClaimRecord, 'id' | 'amount'>,
  ): Promise<void> {
    let claims = await this.announce(quota, userId, own);
    for (let look = 1; ; look++) {
      const before = this.amountBefore(own.id, claims);
      // Read after the claims: what is no claim any more is counted here.
      const wanted = (await quota.stored(userId)) + own.amount;
      if (wanted > quota.most) throw quota.full();
      if (wanted + before <= quota.most) return;
      if (look === MOST_LOOKS) throw quota.busy();
      await setTimeout(Math.random() * LONGEST_PAUSE_MS);
      claims = (await this.claims.findById(keyOf(quota, userId)).lean())?.claims ?? [];
    }
  }

  /** @returns the claims up to this one */
  private async announce(
    quota: Quota,
    userId: string,
    own: Pick<QuotaClaimRecord, 'id' | 'amount'>,
  ): Promise<QuotaClaimRecord[]> {
    const ends_at = new Date(this.clock.now().getTime() + CLAIM_MS);
    const record = await changeOrCreate(
      this.claims,
      keyOf(quota, userId),
      { user_id: new Types.ObjectId(userId), claims: [], expires_at: ends_at },
      { $push: { claims: { ...own, ends_at } }, $max: { expires_at: ends_at } },
    );
    return record.claims;
  }

  private amountBefore(id: Types.ObjectId, claims: readonly QuotaClaimRecord[]): number {
    const now = this.clock.now();
    const own = claims.findIndex((claim) => claim.id.equals(id));
    return claims
      .slice(0, own === -1 ? undefined : own)
      .filter(({ ends_at }) => ends_at > now)
      .reduce((sum, { amount }) => sum + amount, 0);
  }
}

const keyOf = ({ kind }: Quota, userId: string) => `${kind}:${userId}`;
