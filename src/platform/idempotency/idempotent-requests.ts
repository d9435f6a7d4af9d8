import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { isDuplicateKey } from '../mongo/duplicate-key';
import { StoredIdempotentRequest } from './schemas/idempotent-request.schema';

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

/** Remembers which keyed requests were answered and how; one of many equal ones gets to run. */
@Injectable()
export class IdempotentRequests {
  constructor(
    @InjectModel(StoredIdempotentRequest.name) private readonly requests: Model<StoredIdempotentRequest>,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns null when the caller shall do the work and then say `finish` or `abandon`, else the first answer
   * @throws DomainError `idempotency.in_progress`, `idempotency.key_reused`
   */
  async begin(request: IdempotentRequest): Promise<Answer | null> {
    if (await this.insert(request)) return null;
    const { user_id, key } = request;
    const first = await this.requests.findOne({ user_id, key }).lean();
    if (first && first.fingerprint !== request.fingerprint) throw keyReused();
    if (first?.answer != null) return { answer: first.answer, location: first.location };
    if (first && (await this.takeOver(request))) return null;
    throw inProgress();
  }

  async finish({ user_id, key }: IdempotentRequest, answer: Answer): Promise<void> {
    await this.requests.updateOne({ user_id, key }, { $set: answer });
  }

  /** The work failed: the key is free again, so that the client can try again. */
  async abandon({ user_id, key }: IdempotentRequest): Promise<void> {
    await this.requests.deleteOne({ user_id, key, answer: null });
  }

  private async insert(request: IdempotentRequest): Promise<boolean> {
    const now = this.clock.now();
    try {
      await this.requests.create({ ...request, created_at: now, locked_until: lockedUntil(now) });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async takeOver({ user_id, key }: IdempotentRequest): Promise<boolean> {
    const now = this.clock.now();
    const abandoned = { user_id, key, answer: null, locked_until: mongoose.trusted({ $lt: now }) };
    const { modifiedCount } = await this.requests.updateOne(abandoned, {
      $set: { locked_until: lockedUntil(now) },
    });
    return modifiedCount === 1;
  }
}

const lockedUntil = (now: Date) => new Date(now.getTime() + LOCK_MS);

const keyReused = () =>
  new DomainError(
    'unprocessable',
    'idempotency.key_reused',
    'This Idempotency-Key was used with another request.',
  );

const inProgress = () =>
  new DomainError(
    'conflict',
    'idempotency.in_progress',
    'The first request with this key is still running.',
    {
      retryAfter: 1,
    },
  );
