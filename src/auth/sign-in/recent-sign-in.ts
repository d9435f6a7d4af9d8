import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Identity } from '../../common/identity/identity';
import { SessionsRepository } from '../sessions/sessions.repository';
import { PasswordConfirmation } from './password-confirmation';

const RECENT_MS = 10 * 60_000;

/** Asks for the password again where the sign-in is not of the last ten minutes. */
@Injectable()
export class RecentSignIn {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly confirmation: PasswordConfirmation,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `validation.failed` where it is needed and missing, `auth.wrong_password`, `auth.too_many_attempts` */
  async demand(identity: Identity, password: string | undefined): Promise<void> {
    if (password !== undefined) {
      await this.confirmation.confirm(identity, password);
      return;
    }
    const now = this.clock.now();
    const session = await this.sessions.findLive(identity.sessionId, now);
    if (session && now.getTime() - session.created_at.getTime() < RECENT_MS) return;
    const message = 'current_password is needed: the sign-in is older than ten minutes';
    throw validationFailed([{ field: 'current_password', message }]);
  }
}
