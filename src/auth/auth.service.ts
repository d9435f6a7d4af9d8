import { Injectable } from '@nestjs/common';
import { User } from '../users/user';
import { UsersService } from '../users/users.service';
import { AccessTokens } from './access-tokens';
import { AuthAudit } from './auth.audit';
import { invalidCredentials, invalidRefreshToken, sessionEnded, wrongPassword } from './auth.errors';
import { RegisterDto } from './dto/credentials.dto';
import { Passwords } from './passwords';
import { Device } from './session';
import { RefreshReuseError, SessionsService } from './sessions.service';

/** The pair that a client holds. */
export interface TokenPair {
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
    private readonly audit: AuthAudit,
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

  /** @throws DomainError `auth.invalid_credentials`, the same for every reason */
  async login(email: string, password: string, device: Device): Promise<TokenPair & { user: User }> {
    const account = await this.users.credentialsByEmail(email);
    const matches = await this.passwords.matches(password, account?.hashed_password);
    if (!account || !matches || !account.is_active) {
      this.audit.signInFailed(account?.id);
      throw invalidCredentials();
    }
    const user = await this.users.recordLogin(account.id);
    this.audit.signedIn(user.id);
    return { user, ...(await this.open(user, device)) };
  }

  /** @throws DomainError `auth.invalid_refresh_token` */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const { session, token } = await this.sessions.rotate(refreshToken).catch((error: unknown) => {
      if (!(error instanceof RefreshReuseError)) throw error;
      this.audit.refreshReused(error.userId, error.sessionId);
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

  /** @throws DomainError `auth.wrong_password` */
  async changePassword(
    { userId, sessionId }: { userId: string; sessionId: string },
    change: { current_password: string; new_password: string },
  ): Promise<void> {
    const account = await this.users.credentialsById(userId);
    if (!account) throw sessionEnded();
    if (!(await this.passwords.matches(change.current_password, account.hashed_password))) {
      this.audit.passwordChangeFailed(userId);
      throw wrongPassword();
    }
    await this.users.setPassword(userId, await this.passwords.hash(change.new_password));
    await this.sessions.end({ userId, except: sessionId });
    this.audit.passwordChanged(userId);
  }

  private async open(user: User, device: Device): Promise<TokenPair> {
    const { sessionId, text } = await this.sessions.open(user.id, device);
    return this.pair(user, sessionId, text);
  }

  private pair(user: User, sessionId: string, refresh_token: string): TokenPair {
    const access_token = this.tokens.sign({ userId: user.id, sessionId, isSuperuser: user.is_superuser });
    return { access_token, refresh_token, expires_in: this.tokens.lifetime };
  }
}
