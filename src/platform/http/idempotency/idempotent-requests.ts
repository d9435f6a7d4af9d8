import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { Clock } from '../../../common/clock';
import { isDuplicateKey } from '../../mongo/duplicate-key';
import { inProgress, keyReused } from './idempotency.errors';
import { IdempotentRequestRecord } from './schemas/idempotent-request.schema';

const LOCK_MS = 60_000;

export interface IdempotentRequest {
  user_id: string;
  key: string;
  fingerprint: string;
}

export interface Answer {
  answer: string;
  location: string | null;
}

/** Whose turn it is: the first answer is given again, or the caller does the work, whose effect gets that id. */
export type Turn = { first: Answer } | { effectId: string; lockedUntil: Date };

/** Remembers which keyed requests were answered and how; one of many equal ones gets to run. */
@Injectable()
export class IdempotentRequests {
  constructor(
    @InjectModel(IdempotentRequestRecord.name) private readonly requests: Model<IdempotentRequestRecord>,
    private readonly clock: Clock,
  ) {}

  /**
   * Who gets to work then says `finish`, `abandon` or `release`.
   * @throws DomainError `idempotency.in_progress`, `idempotency.key_reused`
   */
  async begin(request: IdempotentRequest): Promise<Turn> {
    const effect_id = new Types.ObjectId();
    const now = this.clock.now();
    const lockedUntil = new Date(now.getTime() + LOCK_MS);
    const inserted = await this.insert({ ...request, effect_id, created_at: now, locked_until: lockedUntil });
    if (inserted) return { effectId: effect_id.toHexString(), lockedUntil };
    const { user_id, key } = request;
    const first = await this.requests.findOne({ user_id, key }).lean();
    if (first && first.fingerprint !== request.fingerprint) throw keyReused();
    if (first?.answer != null) return { first: { answer: first.answer, location: first.location } };
    if (first && (await this.takeOver(request, now, lockedUntil)))
      return { effectId: first.effect_id.toHexString(), lockedUntil };
    throw inProgress();
  }

  async finish({ user_id, key }: IdempotentRequest, answer: Answer): Promise<void> {
    await this.requests.updateOne({ user_id, key }, { $set: answer });
  }

  /**
   * Nobody knows how far the work came: the same request may be made again at once, for the same effect.
   * @param lockedUntil of the turn that is given up; whoever took over since keeps his
   */
  async release({ user_id, key }: IdempotentRequest, lockedUntil: Date): Promise<void> {
    await this.requests.updateOne(
      { user_id, key, answer: null, locked_until: lockedUntil },
      { $set: { locked_until: new Date(0) } },
    );
  }

  /** The request was refused: the key is free again, for another one too. */
  async abandon({ user_id, key }: IdempotentRequest): Promise<void> {
    await this.requests.deleteOne({ user_id, key, answer: null });
  }

  private async insert(
    request: IdempotentRequest & Pick<IdempotentRequestRecord, 'effect_id' | 'created_at' | 'locked_until'>,
  ): Promise<boolean> {
    try {
      await this.requests.create(request);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async takeOver(
    { user_id, key }: IdempotentRequest,
    now: Date,
    locked_until: Date,
  ): Promise<boolean> {
    const abandoned = { user_id, key, answer: null, locked_until: mongoose.trusted({ $lt: now }) };
    const { modifiedCount } = await this.requests.updateOne(abandoned, { $set: { locked_until } });
    return modifiedCount === 1;
  }
}
