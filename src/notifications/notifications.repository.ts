import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { PageRequest } from '../common/paging/cursor';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { unlessThere } from '../platform/mongo/unless-there';
import { Message, MessageOrder, Notification, NotificationKind, NotificationOrder } from './notification';
import { NotificationRecord } from './schemas/notification.schema';

/** What a user's list counts: neither messages to one recipient nor what the user deleted. */
const LISTED = { to: null, deleted_at: null };

export interface NotificationsQuery extends PageRequest {
  unread: boolean;
  kind?: NotificationKind;
}

const MOST_COUNTED = 10_000;

@Injectable()
export class NotificationsRepository {
  constructor(@InjectModel(NotificationRecord.name) private readonly model: Model<NotificationRecord>) {}

  /** @returns the stored notification, or null when its cause was reported before */
  async insertOnce(order: NotificationOrder, at: Date): Promise<Notification | null> {
    try {
      const stored = await this.model.create({ ...order, created_at: at, updated_at: at });
      return show(stored.toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Stores a message once per code; it is in nobody's list. */
  async insertMessage({ code_id, ...order }: MessageOrder, at: Date): Promise<void> {
    const texts = { title: '', body: '', dedupe_key: `message:${code_id}` };
    await unlessThere(this.model.create({ ...order, ...texts, code_id, created_at: at, updated_at: at }));
  }

  async find(id: string): Promise<Message | null> {
    const found = await this.model.findById(id).lean();
    return found && toMessage(found);
  }

  async findUnrouted(dedupeKey: string): Promise<Message | null> {
    const found = await this.model.findOne({ dedupe_key: dedupeKey, routed_at: null }).lean();
    return found && toMessage(found);
  }

  async findUnroutedBefore(before: Date, limit: number): Promise<Message[]> {
    const filter = { routed_at: null, created_at: mongoose.trusted({ $lt: before }) };
    return (await this.model.find(filter).limit(limit).lean()).map(toMessage);
  }

  async markRouted(id: string, at: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { routed_at: at });
  }

  /** @returns one more than `limit` where there is more */
  async page(userId: string, { unread, kind, ...page }: NotificationsQuery): Promise<Notification[]> {
    const which = { ...(unread && { read: false }), ...(kind && { kind }) };
    const filter = { user_id: userId, ...LISTED, ...which, ...behind(page) };
    const rows = await this.model
      .find(filter)
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return rows.map(show);
  }

  async setRead(owner: Owner, id: string, read: boolean): Promise<Notification | null> {
    const found = await this.model
      .findOneAndUpdate({ _id: id, ...LISTED, ...ownedBy(owner) }, { read }, { returnDocument: 'after' })
      .lean();
    return found && show(found);
  }

  async markAllRead(userId: string): Promise<number> {
    const { modifiedCount } = await this.model.updateMany(
      { user_id: userId, ...LISTED, read: false },
      { read: true },
    );
    return modifiedCount;
  }

  /** @returns whether there was one */
  async remove(owner: Owner, id: string, at: Date): Promise<boolean> {
    const { modifiedCount } = await this.model.updateOne(
      { _id: id, ...LISTED, ...ownedBy(owner) },
      { deleted_at: at },
    );
    return modifiedCount > 0;
  }

  /** How many a user has, up to 10,000. */
  async count(userId: string): Promise<{ total: number; unread: number }> {
    const filter = { user_id: userId, ...LISTED };
    const [total, unread] = await Promise.all([
      this.model.countDocuments(filter).limit(MOST_COUNTED),
      this.model.countDocuments({ ...filter, read: false }).limit(MOST_COUNTED),
    ]);
    return { total, unread };
  }
}

function show(row: NotificationRecord): Notification {
  const { _id, user_id, kind, title, body, link, facts = {}, read, created_at } = row;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    // what has a recipient of its own is never shown
    kind: kind as NotificationKind,
    title,
    body,
    link,
    facts,
    read,
    created_at,
  };
}

function toMessage(row: NotificationRecord): Message {
  return { ...show(row), kind: row.kind, to: row.to ?? null, code_id: row.code_id ?? null };
}
