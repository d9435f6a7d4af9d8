import { Injectable } from '@nestjs/common';
import { Credentials, User } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { AccessTokens } from '../access/access-tokens';
import { AuthAudit } from '../auth.audit';
import { invalidCredentials } from '../auth.errors';
import { SecurityNotices } from '../contacts/security-notices';
import { Device, KnownDevice } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';

/** The pair that a client holds, and the session it belongs to. */
export interface TokenPair {
  session_id: string;
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

export type SignIn = TokenPair & { user: User };

/** Opens sessions for who has proved to be an account's owner, by whatever means. */
@Injectable()
export class SignInsService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
  ) {}

  async open(user: User, device: Device): Promise<SignIn> {
    const { sessionId, text } = await this.sessions.open(user.id, device);
    return { user, ...this.pair(user, sessionId, text) };
  }

  /**
   * Signs in and tells of it where the device is new; an account that was given up is kept then.
   * @param account as it was when its owner was found to be it
   * @param before where the device was looked for already
   * @throws DomainError `auth.invalid_credentials` where its password or standing is another by now
   */
  async complete(account: Credentials, device: Device, before?: KnownDevice): Promise<SignIn> {
    const known = before ?? (await this.sessions.knows(account.id, device));
    const { user: _before, ...pair } = await this.open(account, device);
    // Only now, for whoever changes the password or deactivates the account meanwhile ends the sessions that are open.
    const user = await this.users.recordLogin(account);
    if (!user) {
      await this.sessions.end({ userId: account.id, sessionId: pair.session_id });
      throw invalidCredentials();
    }
    if (account.erase_at) {
      await this.audit.deletionTakenBack(user.id);
      await this.notices.deletionTakenBack(user.id);
    }
    await this.audit.signedIn(user.id, pair.session_id);
    if (known.any && !known.device) await this.notices.newSignIn(user.id, pair.session_id, device);
    return { user, ...pair };
  }

  pair(user: User, sessionId: string, refresh_token: string): TokenPair {
    const access_token = this.tokens.sign({ userId: user.id, sessionId, isSuperuser: user.is_superuser });
    return { session_id: sessionId, access_token, refresh_token, expires_in: this.tokens.lifetime };
  }
}
