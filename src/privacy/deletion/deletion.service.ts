import { Injectable, Logger } from '@nestjs/common';
import { AuthAudit } from '../../auth/auth.audit';
import { invalidCode, wrongPassword } from '../../auth/auth.errors';
import { AccountCodes } from '../../auth/contacts/account-codes';
import { SecurityNotices } from '../../auth/contacts/security-notices';
import { AccountAccess } from '../../auth/sessions/account-access';
import { PasswordConfirmation } from '../../auth/sign-in/password-confirmation';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { Environment } from '../../config/environment';
import { Credentials } from '../../users/user';
import { UserErasures } from '../../users/user-erasures';
import { userNotFound } from '../../users/users.errors';
import { UsersService } from '../../users/users.service';
import { superuserKept } from '../privacy.errors';

/** As long as the token of the mail about it is good. */
const TIME_TO_COME_BACK_MS = 7 * DAY_MS;

/** Gives accounts up, on the word of their owners and of administrators, and takes that back. */
@Injectable()
export class DeletionService {
  private readonly logger = new Logger(DeletionService.name);

  constructor(
    private readonly users: UsersService,
    private readonly erasures: UserErasures,
    private readonly confirmation: PasswordConfirmation,
    private readonly access: AccountAccess,
    private readonly codes: AccountCodes,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends every session and token at once; in seven days the account and all that it has is erased.
   * @returns that moment
   * @throws DomainError `auth.wrong_password`, `auth.too_many_attempts`, `user.superuser_kept`
   */
  async request(identity: Identity, password: string): Promise<Date> {
    const account = await this.confirmation.confirm(identity, password);
    if (account.is_superuser) throw superuserKept();
    const erase_at = this.eraseAt();
    if (!(await this.erasures.request(account, erase_at))) throw wrongPassword();
    const { id } = account;
    await this.access.endAll(id);
    await this.audit.deletionRequested(id);
    await this.tell(account);
    return erase_at;
  }

  /**
   * Closes another's account at once; in seven days it is erased, unless an administrator activates it before.
   * @returns that moment
   * @throws DomainError `user.not_found`, `user.superuser_kept`
   */
  async order(actorId: string, userId: string): Promise<Date> {
    const erase_at = this.eraseAt();
    if (!(await this.erasures.order(userId, erase_at))) {
      const { is_superuser } = await this.users.get(userId);
      throw is_superuser ? superuserKept() : userNotFound();
    }
    await this.access.endAll(userId);
    await this.audit.deletionOrdered(actorId, userId);
    return erase_at;
  }

  /** @throws DomainError `auth.invalid_code`, also where there is nothing to take back any more */
  async takeBack(token: string): Promise<void> {
    const { user_id } = await this.codes.spend(token, 'account_deletion');
    if (!(await this.erasures.takeBack(user_id, this.clock.now()))) throw invalidCode();
    await this.audit.deletionTakenBack(user_id);
    await this.notices.deletionTakenBack(user_id);
  }

  private eraseAt(): Date {
    return new Date(this.clock.now().getTime() + TIME_TO_COME_BACK_MS);
  }

  /** What stops the mail stops nothing: a sign-in takes it back too. */
  private async tell({ id, email, email_confirmed_at }: Credentials): Promise<void> {
    if (!this.environment.SMTP_URL || !email_confirmed_at) return;
    await this.codes
      .send({ user_id: id, kind: 'account_deletion', to: email })
      .catch((error: unknown) => this.logger.warn(`no mail tells of a deletion: ${String(error)}`));
  }
}
