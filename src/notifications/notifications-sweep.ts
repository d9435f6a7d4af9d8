import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AlertsService } from './alerts.service';
import { DeliveriesRepository } from './deliveries.repository';
import { NotificationsService } from './notifications.service';
import { DeliveryQueue } from './notifications.queue';

/** What takes longer than this was left behind by a crash. */
const LEFT_BEHIND_AFTER = 10_000;

const LOOK_AGAIN_AFTER = 60_000;
const BATCH = 500;

/** Takes up what a crash or an outage left between two steps; every step may be repeated, so any number may sweep. */
@Injectable()
export class NotificationsSweep {
  constructor(
    private readonly alerts: AlertsService,
    private readonly notifications: NotificationsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws when Redis does not answer; what was not queued by then stays due */
  async run(): Promise<void> {
    const now = this.clock.now().getTime();
    const before = new Date(now - LEFT_BEHIND_AFTER);
    await this.alerts.announceLeftBehind(before, BATCH);
    await this.notifications.routeLeftBehind(before, BATCH);
    const next = new Date(now + LOOK_AGAIN_AFTER);
    for (const id of await this.deliveries.findDueForSweep(new Date(now), BATCH)) {
      await this.queue.revive(id);
      await this.deliveries.putOffSweep(id, next);
    }
  }
}
