import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { changeOrCreate } from '../../platform/mongo/change-or-create';
import { Channel } from './delivery';
import { MessageQuotaRecord } from '../schemas/message-quota.schema';

/** Messages of a channel within a day (UTC), for an account and for a recipient alike. */
const MOST_A_DAY: Record<Channel, number> = { email: 100, sms: 20 };
/** To an address or number that nobody has confirmed yet: its confirmation, sent again. */
const MOST_UNCONFIRMED_A_DAY = 5;

/** Whose an address is: known to be the account's, not known yet, or of somebody whom an administrator invites. */
export type RecipientKind = 'confirmed' | 'unconfirmed' | 'invited';

const KEPT_MS = 2 * DAY_MS;

export interface QuotaQuestion {
  userId: string;
  channel: Channel;
  address: string;
  recipient: RecipientKind;
}

/** Counts what leaves the installation, so that an account cannot be used to flood anybody. */
@Injectable()
export class MessageQuotas {
  constructor(
    @InjectModel(MessageQuotaRecord.name) private readonly model: Model<MessageQuotaRecord>,
    private readonly clock: Clock,
  ) {}

  /** @returns whether one more message may go out; then it is counted */
  async take({ userId, channel, address, recipient }: QuotaQuestion): Promise<boolean> {
    const ofAccount = recipient === 'unconfirmed' ? MOST_UNCONFIRMED_A_DAY : MOST_A_DAY[channel];
    const ofAddress = recipient === 'confirmed' ? MOST_A_DAY[channel] : MOST_UNCONFIRMED_A_DAY;
    const to = createHash('sha256').update(address).digest('base64url');
    if ((await this.count(`${channel}:${recipient}:user:${userId}`)) > ofAccount) return false;
    return (await this.count(`${channel}:${recipient}:to:${to}`)) <= ofAddress;
  }

  /** In one atomic step, so that parallel messages cannot pass the limit together. */
  private async count(what: string): Promise<number> {
    const now = this.clock.now();
    const id = `${now.toISOString().slice(0, 10)}:${what}`;
    const forget_at = new Date(now.getTime() + KEPT_MS);
    const { count } = await changeOrCreate(this.model, id, { count: 0, forget_at }, { $inc: { count: 1 } });
    return count;
  }
}
