import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Environment } from '../config/environment';
import { User } from '../users/user';
import { Channel } from './delivery';

/** Which channels reach a user: those that this installation has and the user wants. */
@Injectable()
export class ChannelChoice implements OnApplicationBootstrap {
  private readonly logger = new Logger('Notifications');

  constructor(private readonly environment: Environment) {}

  onApplicationBootstrap(): void {
    const { SMTP_URL, TWILIO_ACCOUNT_SID, PUBLIC_URL } = this.environment;
    if (!SMTP_URL) this.logger.log('email is off: SMTP_URL is not set');
    if (!TWILIO_ACCOUNT_SID) this.logger.log('SMS is off: TWILIO_ACCOUNT_SID is not set');
    if (SMTP_URL && !PUBLIC_URL) this.logger.warn('mails carry no links: PUBLIC_URL is not set');
  }

  channelsOf({ is_active, email, phone, preferences }: User): { channel: Channel; address: string }[] {
    if (!is_active) return [];
    const wanted = preferences.notifications;
    const { SMTP_URL, TWILIO_ACCOUNT_SID } = this.environment;
    const chosen: { channel: Channel; address: string }[] = [];
    if (SMTP_URL && wanted.email) chosen.push({ channel: 'email', address: email });
    if (TWILIO_ACCOUNT_SID && wanted.sms && phone) chosen.push({ channel: 'sms', address: phone });
    return chosen;
  }
}
