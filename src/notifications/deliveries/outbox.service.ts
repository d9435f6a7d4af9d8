import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { User } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { ChannelSelector } from './channel-selector';
import { DeliveriesRepository } from './deliveries.repository';
import { MessageQuotas, RecipientKind } from './message-quotas';
import { Message, Recipient } from '../notification';
import { NotificationsRepository } from '../notifications.repository';
import { DeliveryQueue } from './notifications.queue';

/** By then a job that was ordered has been taken up, or its order got lost. */
const LOOK_AGAIN_AFTER_MS = 10_000;

/** Writes the deliveries of a notification to the database, then orders their jobs; the sweep covers the gap between. */
@Injectable()
export class OutboxService {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly queue: DeliveryQueue,
    private readonly users: UsersService,
    private readonly channels: ChannelSelector,
    private readonly quotas: MessageQuotas,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat: a notification has one delivery per channel, and a delivery one job. What is beyond the day's quota is
   * not sent; a notification stays in the app's list.
   */
  async route({ id, user_id, kind, to }: Message): Promise<void> {
    const user = await this.users.find(user_id);
    const sweepAt = new Date(this.clock.now().getTime() + LOOK_AGAIN_AFTER_MS);
    const recipients = to ? [to] : user ? this.channels.channelsOf(user) : [];
    for (const { channel, address } of recipients) {
      if (await this.deliveries.exists(id, channel)) continue;
      const recipient = this.recipientOf(user, kind, { channel, address });
      if (!(await this.quotas.take({ userId: user_id, channel, address, recipient }))) continue;
      await this.deliveries.insertOnce({ notification_id: id, channel, address }, sweepAt);
    }
    await this.notifications.markRouted(id, this.clock.now());
    const ids = await this.deliveries.idsOf(id);
    await Promise.all(ids.map((deliveryId) => this.queue.enqueue(deliveryId)));
  }

  private recipientOf(user: User | null, kind: Message['kind'], to: Recipient): RecipientKind {
    if (kind === 'invitation') return 'invited';
    return user !== null && this.channels.isConfirmed(user, to) ? 'confirmed' : 'unconfirmed';
  }
}
