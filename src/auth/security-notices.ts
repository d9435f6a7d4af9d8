import { Injectable, Logger } from '@nestjs/common';
import { NotificationOrder } from '../notifications/notification';
import { NotificationsService } from '../notifications/notifications.service';
import { Device } from './session';

/** Tells users what they should know about their account. What cannot be told is logged: it stops no sign-in. */
@Injectable()
export class SecurityNotices {
  private readonly logger = new Logger(SecurityNotices.name);

  constructor(private readonly notifications: NotificationsService) {}

  newSignIn(userId: string, sessionId: string, { user_agent }: Device): Promise<void> {
    return this.tell({
      user_id: userId,
      kind: 'new_sign_in',
      dedupe_key: `new_sign_in:${sessionId}`,
      title: 'New sign-in',
      body: 'Somebody signed in to your account from a device that we do not know. If it was not you, end that session and change your password.',
      // Apart from our own words, since whoever signs in chooses it.
      facts: { session_id: sessionId, device: user_agent || 'unnamed' },
    });
  }

  refreshTokenReused(userId: string, sessionId: string): Promise<void> {
    return this.tell({
      user_id: userId,
      kind: 'refresh_token_reuse',
      dedupe_key: `refresh_token_reuse:${sessionId}`,
      title: 'A session was ended for your safety',
      body: 'A refresh token that was already spent was used again, so somebody may have copied it. That session has ended; sign in again, and change your password if you did not expect this.',
      facts: { session_id: sessionId },
    });
  }

  private async tell(order: NotificationOrder): Promise<void> {
    await this.notifications.notify(order).catch((error: unknown) => this.logger.error(error));
  }
}
