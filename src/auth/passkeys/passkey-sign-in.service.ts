import { Injectable } from '@nestjs/common';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { Device } from '../sessions/session';
import { SignIn, SignInsService } from '../sign-in/sign-ins.service';
import { PasskeyAnswer, PasskeyQuestion } from './passkey';
import { PasskeyProofs } from './passkey-proofs';
import { invalidPasskey } from './passkeys.errors';

/** Signs in by a passkey alone: it is at hand, and its owner was verified by it. */
@Injectable()
export class PasskeySignInService {
  constructor(
    private readonly proofs: PasskeyProofs,
    private readonly users: UsersService,
    private readonly signIns: SignInsService,
    private readonly audit: AuthAudit,
  ) {}

  /** @throws DomainError `auth.passkeys_off`, `http.unavailable` */
  begin(): Promise<PasskeyQuestion> {
    return this.proofs.ask(null);
  }

  /** @throws DomainError `auth.invalid_passkey`, the same for every reason; `http.unavailable` */
  async complete(answer: PasskeyAnswer, device: Device): Promise<SignIn> {
    const userId = await this.proofs.prove(null, answer);
    const account = userId === null ? null : await this.users.credentialsById(userId);
    if (account?.is_active) return this.signIns.complete(account, device);
    this.audit.signInFailed(account?.id);
    throw invalidPasskey();
  }
}
