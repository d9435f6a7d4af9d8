import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { Position } from '../common/paging/cursor';
import { olderThan } from '../platform/mongo/older-than';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { Notification, NotificationOrder } from './notification';
import { NotificationDocument } from './schemas/notification.schema';

@Injectable()
export class NotificationsRepository {
  constructor(@InjectModel(NotificationDocument.name) private readonly model: Model<NotificationDocument>) {}

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

  async find(id: string): Promise<Notification | null> {
    const found = await this.model.findById(id).lean();
    return found && show(found);
  }

  async findUnrouted(dedupeKey: string): Promise<Notification | null> {
    const found = await this.model.findOne({ dedupe_key: dedupeKey, routed_at: null }).lean();
    return found && show(found);
  }

  async findUnroutedBefore(before: Date, limit: number): Promise<Notification[]> {
    const filter = { routed_at: null, created_at: mongoose.trusted({ $lt: before }) };
    return (await this.model.find(filter).limit(limit).lean()).map(show);
  }

  async markRouted(id: string, at: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { routed_at: at });
  }

  /** @returns newest first, one more than `limit` where there is more */
  async page(
    userId: string,
    { unread, limit, after }: { unread: boolean; limit: number; after?: Position },
  ): Promise<Notification[]> {
    const filter = { user_id: userId, ...(unread && { read: false }), ...olderThan(after) };
    const rows = await this.model
      .find(filter)
      .sort({ created_at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return rows.map(show);
  }

  async setRead(owner: Owner, id: string, read: boolean): Promise<Notification | null> {
    const found = await this.model
      .findOneAndUpdate({ _id: id, ...ownedBy(owner) }, { read }, { returnDocument: 'after' })
      .lean();
    return found && show(found);
  }

  async markAllRead(userId: string): Promise<number> {
    const { modifiedCount } = await this.model.updateMany({ user_id: userId, read: false }, { read: true });
    return modifiedCount;
  }
}

function show(row: NotificationDocument): Notification {
  const { _id, user_id, kind, title, body, link, facts = {}, read, created_at } = row;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    kind,
    title,
    body,
    link,
    facts,
    read,
    created_at,
  };
}
