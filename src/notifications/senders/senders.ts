import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { Channel } from '../deliveries/delivery';
import { EmailSender } from './email.sender';
import { Sender } from './sender';
import { SmsSender } from './sms.sender';

@Injectable()
export class Senders {
  constructor(
    private readonly environment: Environment,
    private readonly email: EmailSender,
    private readonly sms: SmsSender,
  ) {}

  /** @throws Error when this worker lacks the channel's settings; another worker, or this one restarted, may have them */
  for(channel: Channel): Sender {
    const { SMTP_URL, TWILIO_ACCOUNT_SID } = this.environment;
    if (!{ email: SMTP_URL, sms: TWILIO_ACCOUNT_SID }[channel]) {
      throw new Error(`The channel ${channel} is off in this worker.`);
    }
    return { email: this.email, sms: this.sms }[channel];
  }
}
