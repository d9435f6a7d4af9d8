import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { unlessThere } from '../../platform/mongo/unless-there';
import { Channel, Delivery } from './delivery';
import { DeliveryRecord } from '../schemas/delivery.schema';

export interface NewDelivery {
  notification_id: string;
  channel: Channel;
  address: string;
}

/** Outcome of one attempt that may be tried again. */
export interface Setback {
  error: string;
  sweep_at: Date;
}

@Injectable()
export class DeliveriesRepository {
  constructor(@InjectModel(DeliveryRecord.name) private readonly model: Model<DeliveryRecord>) {}

  /** Stores the delivery unless the notification has one for this channel. */
  async insertOnce(delivery: NewDelivery, sweepAt: Date): Promise<void> {
    await unlessThere(this.model.create({ ...delivery, sweep_at: sweepAt }));
  }

  async exists(notificationId: string, channel: Channel): Promise<boolean> {
    return (await this.model.exists({ notification_id: notificationId, channel })) !== null;
  }

  async idsOf(notificationId: string): Promise<string[]> {
    const rows = await this.model.find({ notification_id: notificationId }, { _id: 1 }).lean();
    return rows.map(({ _id }) => _id.toHexString());
  }

  /** @returns the delivery as it stood before this attempt, or null when it needs none */
  async begin(id: string, at: Date, sweepAt: Date): Promise<Delivery | null> {
    const before = await this.model
      .findOneAndUpdate(
        { _id: id, state: mongoose.trusted({ $in: ['queued', 'sending'] }) },
        { $set: { state: 'sending', sending_since: at, sweep_at: sweepAt }, $inc: { attempts: 1 } },
        { returnDocument: 'before' },
      )
      .lean();
    return before && show(before);
  }

  async markSent(id: string, providerId: string, at: Date): Promise<void> {
    await this.model.updateOne(
      { _id: id },
      { state: 'sent', sent_at: at, sending_since: null, provider_id: providerId, last_error: null },
    );
  }

  async markSetBack(id: string, { error, sweep_at }: Setback): Promise<void> {
    await this.model.updateOne(
      { _id: id },
      { state: 'queued', sending_since: null, last_error: error, sweep_at },
    );
  }

  async markFailed(id: string, error: string): Promise<void> {
    await this.model.updateOne({ _id: id }, { state: 'failed', sending_since: null, last_error: error });
  }

  /** @returns the ids of unfinished deliveries that are due for a look */
  async findDueForSweep(now: Date, limit: number): Promise<string[]> {
    const filter = {
      state: mongoose.trusted({ $in: ['queued' as const, 'sending' as const] }),
      sweep_at: mongoose.trusted({ $lt: now }),
    };
    const rows = await this.model.find(filter, { _id: 1 }).limit(limit).lean();
    return rows.map(({ _id }) => _id.toHexString());
  }

  async putOffSweep(id: string, until: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { sweep_at: until });
  }
}

function show(row: DeliveryRecord): Delivery {
  const { _id, notification_id, channel, address, state, attempts, sending_since, created_at } = row;
  return {
    id: _id.toHexString(),
    notification_id: notification_id.toHexString(),
    channel,
    address,
    state,
    attempts,
    sending_since,
    created_at,
  };
}
