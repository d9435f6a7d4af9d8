import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, QueryFilter, Types } from 'mongoose';
import { PageRequest } from '../../common/paging/cursor';
import { behind, orderOf } from '../../platform/mongo/sorted-page';
import { RefreshToken } from './refresh-token';
import { SessionRecord } from '../schemas/session.schema';
import { Device, KnownDevice, Session } from './session';

export interface NewSession extends Device, RefreshToken {
  user_id: string;
  created_at: Date;
  expires_at: Date;
  ends_at_latest: Date;
  forget_at: Date;
}

export type RotatedSession = Session & { ends_at_latest: Date };

function toSession(stored: SessionRecord): RotatedSession {
  const { _id, user_id, user_agent, created_at, last_used_at, expires_at, ends_at_latest } = stored;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    user_agent,
    created_at,
    last_used_at,
    expires_at,
    ends_at_latest,
  };
}

const liveAt = (now: Date): QueryFilter<SessionRecord> => ({
  ended_at: null,
  expires_at: mongoose.trusted({ $gt: now }),
});

@Injectable()
export class SessionsRepository {
  constructor(@InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>) {}

  /** Past mongoose, which would check again what is made here. */
  async create({ sessionId, user_id, familyHash, refreshHash, ...rest }: NewSession): Promise<void> {
    const record: SessionRecord = {
      _id: new Types.ObjectId(sessionId),
      user_id: new Types.ObjectId(user_id),
      family_hash: familyHash,
      refresh_hash: refreshHash,
      previous_hash: null,
      rotated_at: null,
      last_used_at: rest.created_at,
      ended_at: null,
      ...rest,
    };
    await this.sessions.collection.insertOne(record);
  }

  async findLive(sessionId: string, now: Date): Promise<RotatedSession | null> {
    const stored = await this.sessions.findOne({ _id: sessionId, ...liveAt(now) }).lean();
    return stored && toSession(stored);
  }

  /** The users of those of the sessions that are live, by session. Past mongoose: it is asked for whoever comes. */
  async liveOwners(sessionIds: readonly string[], now: Date): Promise<Map<string, string>> {
    const ids = sessionIds.map((id) => new Types.ObjectId(id));
    const stored = await this.sessions.collection
      .find<Pick<SessionRecord, '_id' | 'user_id'>>(
        { _id: { $in: ids }, ended_at: null, expires_at: { $gt: now } },
        { projection: { user_id: 1 } },
      )
      .toArray();
    return new Map(stored.map(({ _id, user_id }) => [_id.toHexString(), user_id.toHexString()]));
  }

  /** @returns one more than `limit` where there is more */
  async pageLive(userId: string, now: Date, page: PageRequest): Promise<Session[]> {
    const stored = await this.sessions
      .find({ user_id: userId, ...liveAt(now), ...behind(page) })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return stored.map(toSession);
  }

  async liveIds(userId: string, now: Date): Promise<string[]> {
    const stored = await this.sessions
      .find({ user_id: userId, ...liveAt(now) })
      .select({ _id: 1 })
      .lean();
    return stored.map(({ _id }) => _id.toHexString());
  }

  /** One atomic step: of many that spend the same token, one gets the session and the others null. */
  async spend(spent: RefreshToken, next: RefreshToken, now: Date): Promise<RotatedSession | null> {
    const stored = await this.sessions
      .findOneAndUpdate(
        {
          _id: spent.sessionId,
          family_hash: spent.familyHash,
          refresh_hash: spent.refreshHash,
          ...liveAt(now),
        },
        {
          $set: {
            refresh_hash: next.refreshHash,
            previous_hash: spent.refreshHash,
            rotated_at: now,
            last_used_at: now,
          },
        },
        { returnDocument: 'after' },
      )
      .lean();
    return stored && toSession(stored);
  }

  /**
   * The session whose token was spent last, and not before an instant.
   * @returns with the digest of the token that came of it
   */
  async spentSince(
    spent: RefreshToken,
    since: Date,
    now: Date,
  ): Promise<(RotatedSession & { refreshHash: string }) | null> {
    const stored = await this.sessions
      .findOne({
        _id: spent.sessionId,
        family_hash: spent.familyHash,
        previous_hash: spent.refreshHash,
        rotated_at: mongoose.trusted({ $gt: since }),
        ...liveAt(now),
      })
      .lean();
    return stored && { ...toSession(stored), refreshHash: stored.refresh_hash };
  }

  async prolong(sessionId: string, expires_at: Date, forget_at: Date): Promise<void> {
    await this.sessions.updateOne({ _id: sessionId }, { $set: { expires_at, forget_at } });
  }

  /** The user whose live session this family is, whether or not this token of it is spent. */
  async familyOwner({ sessionId, familyHash }: RefreshToken, now: Date): Promise<string | null> {
    const stored = await this.sessions
      .findOne({ _id: sessionId, family_hash: familyHash, ...liveAt(now) })
      .lean();
    return stored && stored.user_id.toHexString();
  }

  /** @returns the ids of the sessions that were live until this call */
  async end(which: { userId: string; sessionId?: string; except?: string }, now: Date): Promise<string[]> {
    const filter: QueryFilter<SessionRecord> = { user_id: which.userId, ...liveAt(now) };
    if (which.sessionId) filter._id = new Types.ObjectId(which.sessionId);
    if (which.except) filter._id = mongoose.trusted({ $ne: new Types.ObjectId(which.except) });
    const ending = await this.sessions.find(filter).select({ _id: 1 }).lean();
    const ids = ending.map(({ _id }) => _id);
    if (ids.length === 0) return [];
    await this.sessions.updateMany(
      { _id: mongoose.trusted({ $in: ids }), ended_at: null },
      { $set: { ended_at: now } },
    );
    return ids.map((id) => id.toHexString());
  }

  /** Ids of the sessions that ended since an instant, for instances that a push did not reach. */
  async endedSince(since: Date): Promise<string[]> {
    const stored = await this.sessions
      .find({ ended_at: mongoose.trusted({ $gte: since }) })
      .select({ _id: 1 })
      .lean();
    return stored.map(({ _id }) => _id.toHexString());
  }

  /** A known device is at a known address. */
  async knows(userId: string, device: Device): Promise<KnownDevice> {
    const user_id = new Types.ObjectId(userId);
    const seen = async (more: Partial<Device>) =>
      (await this.sessions.collection.findOne({ user_id, ...more }, { projection: { _id: 1 } })) !== null;
    const { device_hash, address_hash } = device;
    if (await seen({ device_hash })) return { any: true, device: true, address: true };
    const [any, address] = await Promise.all([seen({}), seen({ address_hash })]);
    return { any, device: false, address };
  }
}
