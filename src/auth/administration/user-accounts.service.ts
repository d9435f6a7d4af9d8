import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { Passwords } from '../../users/passwords';
import { User } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { AccountCodes } from '../contacts/account-codes';
import { SecurityNotices } from '../contacts/security-notices';
import { AccountAccess } from '../sessions/account-access';
import { Clock } from '../../common/clock';

/** How the owner of an account comes to choose its password. */
export interface PasswordDemand {
  /** whether a mail to the address has the token */
  mailed: boolean;
  /** to be handed over where no mail goes out */
  token: string | null;
  expires_at: Date;
}

/** Opens accounts for others and demands new passwords of them; their owners alone choose these. */
@Injectable()
export class UserAccountsService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly codes: AccountCodes,
    private readonly access: AccountAccess,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /** @throws DomainError `auth.email_taken` */
  async create(
    actorId: string,
    account: { email: string; full_name: string },
  ): Promise<PasswordDemand & { user: User }> {
    const hashed_password = await this.nobodysPassword();
    const user = await this.users.create({
      ...account,
      hashed_password,
      password_needed_since: this.clock.now(),
    });
    await this.audit.created(actorId, user.id);
    return { user, ...(await this.demand(user, true)) };
  }

  /**
   * Ends the password, every session and every token of an account; nobody signs in before a new one is chosen.
   * @throws DomainError `user.not_found`, `auth.too_many_codes`
   */
  async resetPassword(actorId: string, userId: string): Promise<PasswordDemand> {
    const user = await this.users.get(userId);
    await this.codes.void(userId, 'reset_password', 'choose_password', 'confirm_new_email');
    const demand = await this.demand(user, user.email_confirmed_at !== null);
    await this.users.demandPassword(userId, await this.nobodysPassword());
    await this.access.endAll(userId);
    await this.audit.passwordResetForced(actorId, userId);
    await this.notices.passwordResetForced(userId, actorId);
    return demand;
  }

  private async demand({ id: user_id, email }: User, mayMail: boolean): Promise<PasswordDemand> {
    const kind = 'choose_password';
    const mailed = mayMail && this.environment.SMTP_URL !== undefined;
    const expires_at = this.codes.endOf(kind);
    if (!mailed)
      return { mailed, token: await this.codes.issue({ user_id, kind, about: email }), expires_at };
    await this.codes.send({ user_id, kind, to: email, before: email });
    return { mailed, token: null, expires_at };
  }

  private nobodysPassword(): Promise<string> {
    return this.passwords.hash(randomBytes(32).toString('base64url'));
  }
}
