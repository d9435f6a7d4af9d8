import { Injectable } from '@nestjs/common';
import { User } from '../users/user';
import { normaliseEmail, UsersService } from '../users/users.service';
import { AccessTokens } from './access-tokens';
import { AuthAudit } from './auth.audit';
import { invalidCredentials, invalidRefreshToken, sessionEnded, wrongPassword } from './auth.errors';
import { RegisterDto } from './dto/credentials.dto';
import { Passwords } from '../users/passwords';
import { Device } from './session';
import { SecurityNotices } from './security-notices';
import { RefreshReuseError, SessionsService } from './sessions.service';
import { SignInBackoff } from './sign-in-backoff';

/** Asked about where there is no account, so that the same questions are put to the database either way. */
const NOBODY = '000000000000000000000000';

/** The pair that a client holds, and the session it belongs to. */
export interface TokenPair {
  session_id: string;
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly backoff: SignInBackoff,
    private readonly audit: AuthAudit,
    private readonly notices: SecurityNotices,
  ) {}

  /** @throws DomainError `auth.email_taken` */
  async register(
    { email, password, full_name }: RegisterDto,
    device: Device,
  ): Promise<TokenPair & { user: User }> {
    const hashed_password = await this.passwords.hash(password);
    const user = await this.users.create({ email, hashed_password, full_name });
    this.audit.registered(user.id);
    return { user, ...(await this.open(user, device)) };
  }

  /** @throws DomainError `auth.invalid_credentials`, the same for every reason; `auth.too_many_attempts` */
  async login(email: string, password: string, device: Device): Promise<TokenPair & { user: User }> {
    const account = await this.users.credentialsByEmail(email);
    const known = await this.sessions.knows(account?.id ?? NOBODY, device);
    const attempt = {
      account: normaliseEmail(email),
      source: known.device ? device.device_hash : device.address_hash,
      known: known.device || known.address,
    };
    const right = await this.backoff.attempt(attempt, async () => {
      const matches = await this.passwords.matches(password, account?.hashed_password);
      return matches && account?.is_active === true;
    });
    if (!account || !right) {
      this.audit.signInFailed(account?.id);
      throw invalidCredentials();
    }
    const pair = await this.open(account, device);
    // Only now, for whoever changes the password or deactivates the account meanwhile ends the sessions that are open.
    const user = await this.users.recordLogin(account);
    if (!user) {
      await this.sessions.end({ userId: account.id, sessionId: pair.session_id });
      throw invalidCredentials();
    }
    this.audit.signedIn(user.id, pair.session_id);
    if (known.any && !known.device) await this.notices.newSignIn(user.id, pair.session_id, device);
    return { user, ...pair };
  }

  /** @throws DomainError `auth.invalid_refresh_token` */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const { session, token } = await this.sessions.rotate(refreshToken).catch(async (error: unknown) => {
      if (!(error instanceof RefreshReuseError)) throw error;
      this.audit.refreshReused(error.userId, error.sessionId);
      await this.notices.refreshTokenReused(error.userId, error.sessionId);
      throw invalidRefreshToken();
    });
    const user = await this.users.find(session.user_id);
    if (!user?.is_active) throw invalidRefreshToken();
    return this.pair(user, session.id, token.text);
  }

  async logout(refreshToken: string): Promise<void> {
    const ended = await this.sessions.endByToken(refreshToken);
    if (ended) this.audit.signedOut(ended.userId, ended.sessionId);
  }

  /** @throws DomainError `auth.wrong_password`, `auth.too_many_attempts` */
  async changePassword(
    { userId, sessionId }: { userId: string; sessionId: string },
    change: { current_password: string; new_password: string },
  ): Promise<void> {
    const account = await this.users.credentialsById(userId);
    if (!account) throw sessionEnded();
    const attempt = { account: account.email, source: `session:${sessionId}`, known: true };
    const right = await this.backoff.attempt(attempt, () =>
      this.passwords.matches(change.current_password, account.hashed_password),
    );
    const changed =
      right && (await this.users.setPassword(account, await this.passwords.hash(change.new_password)));
    if (!changed) {
      this.audit.passwordChangeFailed(userId);
      throw wrongPassword();
    }
    await this.sessions.end({ userId, except: sessionId });
    this.audit.passwordChanged(userId);
  }

  private async open(user: User, device: Device): Promise<TokenPair> {
    const { sessionId, text } = await this.sessions.open(user.id, device);
    return this.pair(user, sessionId, text);
  }

  private pair(user: User, sessionId: string, refresh_token: string): TokenPair {
    const access_token = this.tokens.sign({ userId: user.id, sessionId, isSuperuser: user.is_superuser });
    return { session_id: sessionId, access_token, refresh_token, expires_in: this.tokens.lifetime };
  }
}
