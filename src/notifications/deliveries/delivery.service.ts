import { Injectable } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { Clock } from '../../common/clock';
import { DeliveriesRepository } from './deliveries.repository';
import { Delivery } from './delivery';
import { NotificationsRepository } from '../notifications.repository';
import { GIVE_UP_AFTER_MS, retryDelay } from './retry-delay';
import { RefusedError } from '../senders/sender';
import { Senders } from '../senders/senders';

/** More than an attempt takes, timeouts of the provider included. */
const ATTEMPT = 2 * 60_000;

/** Attempts deliveries: each is sent once, tried again while that may help, and given up with a readable reason. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly notifications: NotificationsRepository,
    private readonly senders: Senders,
    private readonly clock: Clock,
  ) {}

  /**
   * @param attemptsMade attempts of the job before this one
   * @throws UnrecoverableError when no further attempt is of use, else what the provider's client threw
   */
  async attempt(deliveryId: string, attemptsMade: number): Promise<void> {
    const delivery = await this.deliveries.begin(deliveryId, this.clock.now(), this.later(ATTEMPT));
    if (!delivery) return;
    const providerId = await this.send(delivery).catch((error: unknown) =>
      this.setBack(delivery, attemptsMade + 1, error),
    );
    await this.deliveries.markSent(delivery.id, providerId, this.clock.now());
  }

  private async send({ id, channel, address, notification_id, sending_since }: Delivery): Promise<string> {
    const notification = await this.notifications.find(notification_id);
    if (!notification) throw new RefusedError('The notification is no longer there.');
    return this.senders.for(channel).send({
      delivery_id: id,
      address,
      notification,
      unfinished_since: sending_since,
    });
  }

  private async setBack(delivery: Delivery, attemptsMade: number, error: unknown): Promise<never> {
    const reason = error instanceof Error ? error.message : String(error);
    const age = this.clock.now().getTime() - delivery.created_at.getTime();
    if (error instanceof RefusedError) return this.giveUp(delivery, reason);
    if (age > GIVE_UP_AFTER_MS) return this.giveUp(delivery, `Given up after a day: ${reason}`);
    const sweep_at = this.later(retryDelay(attemptsMade, 1) + ATTEMPT);
    await this.deliveries.markSetBack(delivery.id, { error: reason, sweep_at });
    throw error;
  }

  private async giveUp({ id }: Delivery, reason: string): Promise<never> {
    await this.deliveries.markFailed(id, reason);
    throw new UnrecoverableError(reason);
  }

  private later(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
