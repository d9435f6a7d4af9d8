import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Owner } from '../common/identity/owner';
import { Page, pageOf } from '../common/paging/cursor';
import { userRoom } from '../platform/stream/sockets/rooms';
import { StreamServer } from '../platform/stream/stream-server';
import { Message, MessageOrder, Notification, NotificationOrder } from './notification';
import { notificationNotFound } from './notifications.errors';
import { NotificationsQuery, NotificationsRepository } from './notifications.repository';
import { OutboxService } from './deliveries/outbox.service';
import './notifications.events';

/** Tells users what happened: in the app always, by email and SMS as each user prefers. */
@Injectable()
export class NotificationsService {
  private readonly logger = new Logger(NotificationsService.name);

  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly outbox: OutboxService,
    private readonly stream: StreamServer,
    private readonly clock: Clock,
  ) {}

  /** Stores once per dedupe_key, pushes `notification` to the user's sockets, queues email/SMS by preference. */
  async notify(order: NotificationOrder): Promise<void> {
    const stored = await this.notifications.insertOnce(order, this.clock.now());
    if (stored) this.push(stored);
    const unrouted = await this.notifications.findUnrouted(order.dedupe_key);
    if (unrouted) await this.route(unrouted);
  }

  /** Sends a secret to one address or number, and shows it nowhere else; at most five a day where nobody confirmed it. */
  async send(order: MessageOrder): Promise<void> {
    await this.notifications.insertMessage(order, this.clock.now());
    const unrouted = await this.notifications.findUnrouted(`message:${order.code_id}`);
    if (unrouted) await this.route(unrouted);
  }

  /** Finishes what a crash left stored without deliveries; the user's sockets may not have heard of it either. */
  async routeLeftBehind(before: Date, limit: number): Promise<void> {
    for (const notification of await this.notifications.findUnroutedBefore(before, limit)) {
      if (notification.to === null) this.push(notification as Notification);
      await this.route(notification);
    }
  }

  async list(userId: string, query: NotificationsQuery): Promise<Page<Notification>> {
    return pageOf(await this.notifications.page(userId, query), query, (row) => row);
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

  /** @throws DomainError `notification.not_found` */
  async delete(owner: Owner, id: string): Promise<void> {
    if (!(await this.notifications.remove(owner, id, this.clock.now()))) throw notificationNotFound();
  }

  count(userId: string): Promise<{ total: number; unread: number }> {
    return this.notifications.count(userId);
  }

  /** The notification is stored, so nothing that goes wrong from here on loses it. */
  private async route(notification: Message): Promise<void> {
    try {
      await this.outbox.route(notification);
    } catch (error) {
      this.logger.warn(`notification ${notification.id} is left to the sweep: ${String(error)}`);
    }
  }

  private push({ id, user_id, kind, title, body, link, facts, read, created_at }: Notification): void {
    const event = { id, kind, title, body, link, facts, read, created_at: created_at.toISOString() };
    this.stream.namespace.to(userRoom(user_id)).emit('notification', event);
  }
}
