import { Injectable } from '@nestjs/common';
import { validationFailed } from '../../common/errors/http.errors';
import { PasswordStrength } from '../../users/password-strength';
import { normaliseEmail } from '../../users/email-address';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidCredentials, invalidRefreshToken, wrongPassword } from '../auth.errors';
import { Passwords } from '../../users/passwords';
import { PasswordConfirmation } from './password-confirmation';
import { AccountAccess } from '../sessions/account-access';
import { Device } from '../sessions/session';
import { SecurityNotices } from '../contacts/security-notices';
import { RefreshReuseError } from '../sessions/refresh-reuse.error';
import { SessionsService } from '../sessions/sessions.service';
import { SignInBackoff } from './sign-in-backoff';
import { SignIn, SignInsService } from './sign-ins.service';
import { MfaRequired } from '../factors/factor';
import { FactorSignInService } from '../factors/factor-sign-in.service';
import { RememberedDevicesService } from '../factors/devices/remembered-devices.service';

/** Asked about where there is no account, so that the same questions are put to the database either way. */
const NOBODY = '000000000000000000000000';

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInsService,
    private readonly factors: FactorSignInService,
    private readonly remembered: RememberedDevicesService,
    private readonly backoff: SignInBackoff,
    private readonly audit: AuthAudit,
    private readonly notices: SecurityNotices,
    private readonly confirmation: PasswordConfirmation,
    private readonly strength: PasswordStrength,
    private readonly access: AccountAccess,
  ) {}

  /**
   * @param deviceToken of a device on which no second factor is to be asked for
   * @throws DomainError `auth.invalid_credentials`, the same for every reason; `auth.too_many_attempts`
   */
  async login(
    { email, password }: { email: string; password: string },
    device: Device,
    deviceToken?: string,
  ): Promise<SignIn | MfaRequired> {
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
    return this.factors.afterPassword(account, device, deviceToken, known);
  }

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

  /**
   * Ends every other session and, unless they are to be kept, personal tokens.
   * @throws DomainError `auth.wrong_password`, `auth.too_many_attempts`, `validation.failed` for a weak password
   */
  async changePassword(
    identity: { userId: string; sessionId: string },
    change: { current_password: string; new_password: string; keep_tokens?: boolean },
  ): Promise<void> {
    const { userId } = identity;
    const { current_password, new_password, keep_tokens = false } = change;
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
