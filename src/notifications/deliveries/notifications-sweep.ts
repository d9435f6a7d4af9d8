import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { DeliveriesRepository } from './deliveries.repository';
import { NotificationsService } from '../notifications.service';
import { DeliveryQueue } from './notifications.queue';

/** What takes longer than this was left behind by a crash. */
const LEFT_BEHIND_AFTER_MS = 10_000;

const LOOK_AGAIN_AFTER_MS = 60_000;
const BATCH = 500;

/** Makes the notifications of what happened before `before` and was not told. May be repeated. */
export type SweepStep = (before: Date) => Promise<void>;

/** Takes up what a crash or an outage left between two steps; every step may be repeated, so any number may sweep. */
@Injectable()
export class NotificationsSweep {
  private readonly steps: SweepStep[] = [];

  constructor(
    private readonly notifications: NotificationsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
  ) {}

  /** @param step runs before notifications are routed, so that what it makes is delivered in the same sweep */
  onSweep(step: SweepStep): void {
    this.steps.push(step);
  }

  /** @throws when Redis does not answer; what was not queued by then stays due */
  async run(): Promise<void> {
    const now = this.clock.now().getTime();
    const before = new Date(now - LEFT_BEHIND_AFTER_MS);
    for (const step of this.steps) await step(before);
    await this.notifications.routeLeftBehind(before, BATCH);
    const next = new Date(now + LOOK_AGAIN_AFTER_MS);
    for (const id of await this.deliveries.findDueForSweep(new Date(now), BATCH)) {
      await this.queue.revive(id);
      await this.deliveries.putOffSweep(id, next);
    }
  }
}
