import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import { collectionsOf, tableUnderUserId } from '../platform/personal-data/under-user-id';
import { DeliveryRecord } from './schemas/delivery.schema';
import { MessageQuotaRecord } from './schemas/message-quota.schema';
import { NotificationRecord } from './schemas/notification.schema';

const FIELDS = ['kind', 'title', 'body', 'link', 'facts', 'read', 'created_at'];
const LISTED = { to: null, deleted_at: null };
const AT_ONCE = 500;

/** What an account was told, what went to its address or number, and how much. */
@Injectable()
export class NotificationsPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(NotificationRecord.name) private readonly notifications: Model<NotificationRecord>,
    @InjectModel(DeliveryRecord.name) private readonly deliveries: Model<DeliveryRecord>,
    @InjectModel(MessageQuotaRecord.name) private readonly quotas: Model<MessageQuotaRecord>,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(notifications, deliveries, quotas);
    rooms.add(this);
  }

  async erase({ userId, email, phone }: NamedAccount): Promise<void> {
    const addresses = [email, ...(phone === null ? [] : [phone])];
    // Invitations and the like were ordered by others.
    const theirs = {
      $or: [{ user_id: new Types.ObjectId(userId) }, { 'to.address': { $in: addresses } }],
    };
    for (;;) {
      const found = this.notifications.collection.find(theirs, { projection: { _id: 1 }, limit: AT_ONCE });
      const ids = (await found.toArray()).map(({ _id }) => _id);
      if (ids.length === 0) break;
      await this.deliveries.collection.deleteMany({ notification_id: { $in: ids } });
      await this.notifications.collection.deleteMany({ _id: { $in: ids } });
    }
    await this.deliveries.collection.deleteMany({ address: { $in: addresses } });
    const digests = addresses.map((address) => createHash('sha256').update(address).digest('base64url'));
    const named = [`user:${userId}`, ...digests.map((digest) => `to:${digest}`)].join('|');
    await this.quotas.deleteMany({ _id: new RegExp(`:(${named})$`) });
  }

  tables(userId: string): PersonalTable[] {
    return [tableUnderUserId(this.notifications, userId, { fields: FIELDS, which: LISTED })];
  }
}
