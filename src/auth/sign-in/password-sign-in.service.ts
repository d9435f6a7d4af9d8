import { Injectable } from '@nestjs/common';
import { normaliseEmail } from '../../users/email-address';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidCredentials } from '../auth.errors';
import { Passwords } from '../../users/passwords';
import { Device } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { SignInBackoff } from './sign-in-backoff';
import { SignIn } from './sign-ins.service';
import { MfaRequired } from '../factors/factor';
import { FactorSignInService } from '../factors/factor-sign-in.service';

/** Asked about where there is no account, so that the same questions are put to the database either way. */
const NOBODY = '000000000000000000000000';

@Injectable()
export class PasswordSignInService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly factors: FactorSignInService,
    private readonly backoff: SignInBackoff,
    private readonly audit: AuthAudit,
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
}
