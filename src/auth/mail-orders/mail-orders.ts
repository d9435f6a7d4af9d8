import { Injectable, Logger } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { AccountCodes } from '../contacts/account-codes';
import { RegistrationMails } from '../registration/registration-mails';
import { MailOrder, MailOrderKind } from './mail-order';
import { MailOrdersRepository } from './mail-orders.repository';

/** A mail that could not be made by then would come as a surprise. */
const LIFE_MS: Record<MailOrderKind, number> = { registration: DAY_MS, reset_password: 30 * 60_000 };

/**
 * Mails that are answered for before anybody looks whether the address has an account, so that neither words nor time
 * tell. The order is kept first: whoever dies after the answer leaves it to the next sweep.
 */
@Injectable()
export class MailOrders {
  private readonly logger = new Logger(MailOrders.name);

  constructor(
    private readonly orders: MailOrdersRepository,
    private readonly users: UsersService,
    private readonly codes: AccountCodes,
    private readonly registrations: RegistrationMails,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the order is kept; the mail is made after that. */
  async place(order: MailOrder): Promise<void> {
    const now = this.clock.now();
    await this.orders.create(order, now, new Date(now.getTime() + LIFE_MS[order.kind]));
    void this.carryOut(order);
  }

  /** Carries out what was ordered before `before` and is still there. May be repeated. */
  async takeUp(before: Date, limit: number): Promise<void> {
    for (const order of await this.orders.leftBehind(before, limit)) await this.carryOut(order);
  }

  private async carryOut(order: MailOrder): Promise<void> {
    try {
      if (order.kind === 'registration') await this.registrations.send(order);
      else await this.sendReset(order.email);
      await this.orders.remove(order.id);
    } catch (error) {
      this.logger.error(error, `the mail of order ${order.id} waits for the sweep`);
    }
  }

  private async sendReset(email: string): Promise<void> {
    const account = await this.users.credentialsByEmail(email);
    if (!account?.is_active || !account.email_confirmed_at) return;
    try {
      await this.codes.send({ user_id: account.id, kind: 'reset_password', to: account.email });
    } catch (error) {
      if (error instanceof DomainError) return;
      throw error;
    }
    this.audit.passwordForgotten(account.id);
  }
}
