import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { NotificationKind, NotificationOrder } from '../../notifications/notification';
import { NotificationsService } from '../../notifications/notifications.service';

/** Tells owners of accounts what they should know. What cannot be told is logged: it stops nothing. */
@Injectable()
export class OwnerNotices {
  private readonly logger = new Logger(OwnerNotices.name);

  constructor(private readonly notifications: NotificationsService) {}

  /** @param cause what is told once, however often it is reported; each call tells when it is left out */
  async tell(
    user_id: string,
    kind: NotificationKind,
    words: Pick<NotificationOrder, 'title' | 'body' | 'facts'>,
    cause: string = randomUUID(),
  ): Promise<void> {
    const order = { user_id, kind, dedupe_key: `${kind}:${cause}`, ...words };
    await this.notifications.notify(order).catch((error: unknown) => this.logger.error(error));
  }
}
