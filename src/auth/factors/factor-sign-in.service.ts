import { Injectable } from '@nestjs/common';
import { Credentials } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidCode } from '../auth.errors';
import { Device, KnownDevice } from '../sessions/session';
import { SignInBackoff } from '../sign-in/sign-in-backoff';
import { SignIn, SignInsService } from '../sign-in/sign-ins.service';
import { FACTOR_KINDS, FactorKind, MfaRequired } from './factor';
import { FactorNotices } from './factor-notices';
import { PasskeyQuestion } from '../passkeys/passkey';
import { PasskeyProofs } from '../passkeys/passkey-proofs';
import { FactorHoldings } from './factor-holdings';
import { FactorProof, FactorProofs, ShownFactor } from './factor-proofs';
import { invalidTicket } from './factors.errors';
import { RememberedDevicesService } from './devices/remembered-devices.service';
import { SignInTickets, TICKET_SECONDS } from './sign-in-tickets';

export interface FactorStep {
  ticket: string;
  shown: ShownFactor;
  remember_device: boolean;
}

/** The second step of a sign-in, of accounts that have a second factor. */
@Injectable()
export class FactorSignInService {
  constructor(
    private readonly holdings: FactorHoldings,
    private readonly passkeys: PasskeyProofs,
    private readonly devices: RememberedDevicesService,
    private readonly tickets: SignInTickets,
    private readonly proofs: FactorProofs,
    private readonly users: UsersService,
    private readonly backoff: SignInBackoff,
    private readonly signIns: SignInsService,
    private readonly notices: FactorNotices,
    private readonly audit: AuthAudit,
  ) {}

  /**
   * Signs in whose password was right, or says what is asked for next.
   * @param deviceToken of a device that is remembered
   * @param known where the device was looked for already
   * @throws DomainError `auth.invalid_credentials`
   */
  async afterPassword(
    account: Credentials,
    device: Device,
    deviceToken: string | undefined,
    known?: KnownDevice,
  ): Promise<SignIn | MfaRequired> {
    const factors = await this.askedFor(account.id);
    if (factors.length === 0 || (await this.devices.isRemembered(account.id, deviceToken))) {
      return this.signIns.complete(account, device, known);
    }
    return { ticket: await this.tickets.issue(account), factors, expires_in: TICKET_SECONDS };
  }

  /**
   * What to ask the browser for, of who has a passkey.
   * @throws DomainError `auth.invalid_ticket`, `auth.passkeys_off`, `http.unavailable`
   */
  async askForPasskey(ticket: string): Promise<PasskeyQuestion> {
    return this.passkeys.ask(await this.tickets.ownerOf(ticket));
  }

  /**
   * Signs in by a ticket and a factor, each good once.
   * @returns with the token of a device that is remembered from now on; null where it is not to be
   * @throws DomainError `auth.invalid_ticket`, `auth.invalid_code`, `auth.invalid_passkey`, `auth.too_many_attempts`
   */
  async complete(
    { ticket, shown, remember_device }: FactorStep,
    device: Device,
  ): Promise<SignIn & { device_token: string | null }> {
    const begun = await this.tickets.attempt(ticket);
    const account = await this.users.credentialsById(begun.user_id);
    if (!account?.is_active) throw invalidTicket();
    const proof = await this.prove(account.id, shown, device);
    await this.tickets.spend(begun, account);
    const signIn = await this.signIns.complete(account, device);
    if (proof.kind === 'recovery_code') {
      await this.audit.recoveryCodeUsed(account.id);
      await this.notices.recoveryCodeUsed(account.id, proof.recovery_codes_left ?? 0);
    }
    const device_token = remember_device ? await this.devices.remember(account.id, device) : null;
    return { ...signIn, device_token };
  }

  private async askedFor(userId: string): Promise<FactorKind[]> {
    const { totp_since, passkeys, recovery_codes_left } = await this.holdings.of(userId);
    const has = { totp: totp_since !== null, passkey: passkeys > 0, recovery_code: recovery_codes_left > 0 };
    return has.totp || has.passkey ? FACTOR_KINDS.filter((kind) => has[kind]) : [];
  }

  /** Guesses count for the account wherever they come from: who guesses here knows the password. */
  private async prove(userId: string, factor: ShownFactor, { address_hash }: Device): Promise<FactorProof> {
    const attempt = { account: `factor:${userId}`, source: address_hash, known: false };
    const shown: { proof: FactorProof | null } = { proof: null };
    await this.backoff.attempt(attempt, async () => {
      shown.proof = await this.proofs.prove(userId, factor);
      return shown.proof !== null;
    });
    if (shown.proof) return shown.proof;
    await this.audit.factorRefused(userId);
    throw invalidCode();
  }
}
