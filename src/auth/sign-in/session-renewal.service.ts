import { Injectable } from '@nestjs/common';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidRefreshToken } from '../auth.errors';
import { SecurityNotices } from '../contacts/security-notices';
import { RememberedDevicesService } from '../factors/devices/remembered-devices.service';
import { RefreshReuseError } from '../sessions/refresh-reuse.error';
import { SessionsService } from '../sessions/sessions.service';
import { SignIn, SignInsService } from './sign-ins.service';

/** What a refresh token is good for: a new pair, and the end of its session. */
@Injectable()
export class SessionRenewalService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInsService,
    private readonly remembered: RememberedDevicesService,
    private readonly audit: AuthAudit,
    private readonly notices: SecurityNotices,
  ) {}

  /** @throws DomainError `auth.invalid_refresh_token` */
  async refresh(refreshToken: string): Promise<SignIn> {
    const { session, token } = await this.sessions.rotate(refreshToken).catch(async (error: unknown) => {
      if (!(error instanceof RefreshReuseError)) throw error;
      await this.audit.refreshReused(error.userId, error.sessionId);
      await this.notices.refreshTokenReused(error.userId, error.sessionId);
      throw invalidRefreshToken();
    });
    const user = await this.users.find(session.user_id);
    if (!user?.is_active) throw invalidRefreshToken();
    return { user, ...this.signIns.pair(user, session.id, token.text) };
  }

  async logout(refreshToken: string): Promise<void> {
    const ended = await this.sessions.endByToken(refreshToken);
    if (ended) await this.audit.signedOut(ended.userId, ended.sessionId);
  }

  /** Ends all sessions of a user, on the user's own word, and asks for a second factor everywhere again. */
  async endSessions(userId: string): Promise<void> {
    await this.sessions.end({ userId });
    await this.remembered.forgetAll(userId);
    await this.audit.sessionsEnded(userId, userId);
  }
}
