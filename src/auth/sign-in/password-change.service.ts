import { Injectable } from '@nestjs/common';
import { validationFailed } from '../../common/errors/http.errors';
import { Passwords } from '../../users/passwords';
import { PasswordStrength } from '../../users/password-strength';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { wrongPassword } from '../auth.errors';
import { SecurityNotices } from '../contacts/security-notices';
import { AccountAccess } from '../sessions/account-access';
import { PasswordConfirmation } from './password-confirmation';

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly audit: AuthAudit,
    private readonly notices: SecurityNotices,
    private readonly confirmation: PasswordConfirmation,
    private readonly strength: PasswordStrength,
    private readonly access: AccountAccess,
  ) {}

  /**
   * Ends every other session and, unless they are to be kept, personal tokens.
   * @throws DomainError `auth.wrong_password`, `auth.too_many_attempts`, `validation.failed` for a weak password
   */
  async change(
    identity: { userId: string; sessionId: string },
    wanted: { current_password: string; new_password: string; keep_tokens?: boolean },
  ): Promise<void> {
    const { userId } = identity;
    const { current_password, new_password, keep_tokens = false } = wanted;
    const account = await this.confirmation.confirm(identity, current_password);
    if (new_password === current_password) {
      const message = 'new_password is the password that you have';
      throw validationFailed([{ field: 'new_password', message }]);
    }
    await this.strength.refuseWeak('new_password', new_password, [account.email, account.full_name]);
    if (!(await this.users.setPassword(account, await this.passwords.hash(new_password)))) {
      throw wrongPassword();
    }
    await this.access.endWithPassword(identity, { keepTokens: keep_tokens });
    await this.audit.passwordChanged(userId);
    await this.notices.passwordChanged(userId, await this.access.waysIn(userId));
  }
}
