import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { UsersService } from '../users/users.service';
import { ChannelChoice } from './channel-choice';
import { DeliveriesRepository } from './deliveries.repository';
import { Notification } from './notification';
import { NotificationsRepository } from './notifications.repository';
import { DeliveryQueue } from './notifications.queue';

/** By then a job that was ordered has been taken up, or its order got lost. */
const LOOK_AGAIN_AFTER = 10_000;

/** Writes the deliveries of a notification to the database, then orders their jobs; the sweep covers the gap between. */
@Injectable()
export class Outbox {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly queue: DeliveryQueue,
    private readonly users: UsersService,
    private readonly choice: ChannelChoice,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a notification has one delivery per channel, and a delivery one job. */
  async route({ id, user_id }: Notification): Promise<void> {
    const user = await this.users.find(user_id);
    const sweepAt = new Date(this.clock.now().getTime() + LOOK_AGAIN_AFTER);
    for (const { channel, address } of user ? this.choice.channelsOf(user) : []) {
      await this.deliveries.insertOnce({ notification_id: id, channel, address }, sweepAt);
    }
    await this.notifications.markRouted(id, this.clock.now());
    const ids = await this.deliveries.idsOf(id);
    await Promise.all(ids.map((deliveryId) => this.queue.enqueue(deliveryId)));
  }
}
