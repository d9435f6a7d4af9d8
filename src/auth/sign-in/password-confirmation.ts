import { Injectable } from '@nestjs/common';
import { Identity } from '../../common/identity/identity';
import { Passwords } from '../../users/passwords';
import { Credentials } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { sessionEnded, wrongPassword } from '../auth.errors';
import { SignInBackoff } from './sign-in-backoff';

/** Asks who is signed in for the password again, where a copied access token must not be enough. */
@Injectable()
export class PasswordConfirmation {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly backoff: SignInBackoff,
    private readonly audit: AuthAudit,
  ) {}

  /** @throws DomainError `auth.wrong_password`, `auth.too_many_attempts` */
  async confirm(
    { userId, sessionId }: Pick<Identity, 'userId' | 'sessionId'>,
    password: string,
  ): Promise<Credentials> {
    const account = await this.users.credentialsById(userId);
    if (!account) throw sessionEnded();
    const attempt = { account: account.email, source: `session:${sessionId}`, known: true };
    const right = await this.backoff.attempt(attempt, () =>
      this.passwords.matches(password, account.hashed_password),
    );
    if (right) return account;
    await this.audit.passwordRefused(userId);
    throw wrongPassword();
  }
}
