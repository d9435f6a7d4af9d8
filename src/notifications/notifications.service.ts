import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Owner } from '../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../common/paging/cursor';
import { userRoom } from '../platform/stream/rooms';
import { StreamServer } from '../platform/stream/stream-server';
import { Notification, NotificationOrder } from './notification';
import { notificationNotFound } from './notifications.errors';
import { NotificationsRepository } from './notifications.repository';
import { Outbox } from './outbox.service';
import './notifications.events';

export interface NotificationsQuery {
  unread: boolean;
  limit: number;
  cursor?: string;
}

/** Tells users what happened: in the app always, by email and SMS as each user prefers. */
@Injectable()
export class NotificationsService {
  private readonly logger = new Logger(NotificationsService.name);

  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly outbox: Outbox,
    private readonly stream: StreamServer,
    private readonly clock: Clock,
  ) {}

  /** Stores once per dedupe_key, pushes `notification` to the user's sockets, queues email/SMS by preference. */
  async notify(order: NotificationOrder): Promise<void> {
    const stored = await this.notifications.insertOnce(order, this.clock.now());
    if (stored) this.push(stored);
    const unrouted = stored ?? (await this.notifications.findUnrouted(order.dedupe_key));
    if (unrouted) await this.route(unrouted);
  }

  /** Finishes what a crash left stored without deliveries; the user's sockets may not have heard of it either. */
  async routeLeftBehind(before: Date, limit: number): Promise<void> {
    for (const notification of await this.notifications.findUnroutedBefore(before, limit)) {
      this.push(notification);
      await this.route(notification);
    }
  }

  async list(userId: string, { unread, limit, cursor }: NotificationsQuery): Promise<Page<Notification>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await this.notifications.page(userId, { unread, limit, after });
    return pageOf(rows, limit, (row) => row);
  }

  /** @throws DomainError `notification.not_found` */
  async setRead(owner: Owner, id: string, read: boolean): Promise<Notification> {
    const found = await this.notifications.setRead(owner, id, read);
    if (!found) throw notificationNotFound();
    return found;
  }

  /** @returns how many were unread */
  markAllRead(userId: string): Promise<number> {
    return this.notifications.markAllRead(userId);
  }

  /** The notification is stored, so nothing that goes wrong from here on loses it. */
  private async route(notification: Notification): Promise<void> {
    try {
      await this.outbox.route(notification);
    } catch (error) {
      this.logger.warn(`notification ${notification.id} is left to the sweep: ${String(error)}`);
    }
  }

  private push({ user_id, created_at, ...rest }: Notification): void {
    const event = { ...rest, created_at: created_at.toISOString() };
    this.stream.namespace.to(userRoom(user_id)).emit('notification', event);
  }
}
