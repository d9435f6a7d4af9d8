import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { User } from '../../users/user';
import { Recipient } from '../notification';

/** Which channels reach a user: those that this installation has, the user wants, and whose address is confirmed. */
@Injectable()
export class ChannelSelector implements OnApplicationBootstrap {
  private readonly logger = new Logger('Notifications');

  constructor(private readonly environment: Environment) {}

  onApplicationBootstrap(): void {
    const { SMTP_URL, TWILIO_ACCOUNT_SID, PUBLIC_URL } = this.environment;
    if (!SMTP_URL) this.logger.log('email is off: SMTP_URL is not set');
    if (!TWILIO_ACCOUNT_SID) this.logger.log('SMS is off: TWILIO_ACCOUNT_SID is not set');
    if (SMTP_URL && !PUBLIC_URL) this.logger.warn('mails carry no links: PUBLIC_URL is not set');
  }

  channelsOf(user: User): Recipient[] {
    const { is_active, erase_at, email, phone, preferences } = user;
    if (!is_active || erase_at) return [];
    const wanted = preferences.notifications;
    const { SMTP_URL, TWILIO_ACCOUNT_SID } = this.environment;
    const chosen: Recipient[] = [];
    if (SMTP_URL && wanted.email) chosen.push({ channel: 'email', address: email });
    if (TWILIO_ACCOUNT_SID && wanted.sms && phone) chosen.push({ channel: 'sms', address: phone });
    return chosen.filter((recipient) => this.isConfirmed(user, recipient));
  }

  /** Whether somebody who reads there said that the account is theirs. */
  isConfirmed(user: User, { channel, address }: Recipient): boolean {
    if (channel === 'email') return address === user.email && user.email_confirmed_at !== null;
    return address === user.phone && user.phone_confirmed_at !== null;
  }
}
