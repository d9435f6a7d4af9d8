import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, QueryFilter } from 'mongoose';
import { Clock } from '../../common/clock';
import { Credentials } from '../../users/user';
import { invalidTicket } from './factors.errors';
import { digestOfOpaqueToken, issueOpaqueToken } from '../opaque-token';
import { SignInTicketRecord } from './schemas/sign-in-ticket.schema';

export const TICKET_SECONDS = 300;
const MOST_ATTEMPTS = 5;

/** What a ticket stands for. */
export interface SignInTicket {
  id: string;
  user_id: string;
}

/** Says that a password was right, for five minutes, five codes and one sign-in. */
@Injectable()
export class SignInTickets {
  constructor(
    @InjectModel(SignInTicketRecord.name) private readonly tickets: Model<SignInTicketRecord>,
    private readonly clock: Clock,
  ) {}

  async issue({ id, hashed_password }: Credentials): Promise<string> {
    const ticket = issueOpaqueToken();
    await this.tickets.create({
      user_id: id,
      ticket_hash: digestOfOpaqueToken(ticket),
      password_digest: digestOfOpaqueToken(hashed_password),
      expires_at: new Date(this.clock.now().getTime() + TICKET_SECONDS * 1_000),
    });
    return ticket;
  }

  /**
   * Whose sign-in goes on.
   * @throws DomainError `auth.invalid_ticket`
   */
  async ownerOf(ticket: string): Promise<string> {
    const found = await this.tickets.findOne(this.good(ticket)).lean();
    if (!found) throw invalidTicket();
    return found.user_id.toHexString();
  }

  /**
   * Counts a try before its code is looked at.
   * @throws DomainError `auth.invalid_ticket`, also for a good one after five tries
   */
  async attempt(ticket: string): Promise<SignInTicket> {
    const found = await this.tickets.findOneAndUpdate(this.good(ticket), { $inc: { attempts: 1 } }).lean();
    if (!found) throw invalidTicket();
    return { id: found._id.toHexString(), user_id: found.user_id.toHexString() };
  }

  /**
   * Uses a ticket up: of many, one does.
   * @param account whose password is to be the one that was right when the ticket was made
   * @throws DomainError `auth.invalid_ticket`
   */
  async spend({ id }: SignInTicket, account: Credentials): Promise<void> {
    const { modifiedCount } = await this.tickets.updateOne(
      {
        _id: id,
        user_id: account.id,
        password_digest: digestOfOpaqueToken(account.hashed_password),
        used_at: null,
      },
      { $set: { used_at: this.clock.now() } },
    );
    if (modifiedCount === 0) throw invalidTicket();
  }

  private good(ticket: string): QueryFilter<SignInTicketRecord> {
    return {
      ticket_hash: digestOfOpaqueToken(ticket),
      used_at: null,
      expires_at: mongoose.trusted({ $gt: this.clock.now() }),
      attempts: mongoose.trusted({ $lt: MOST_ATTEMPTS }),
    };
  }
}
