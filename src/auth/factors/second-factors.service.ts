import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidCode } from '../auth.errors';
import { Revocations } from '../sessions/revocations';
import { SessionsService } from '../sessions/sessions.service';
import { PasskeysRepository } from '../passkeys/passkeys.repository';
import { FactorHoldings } from './factor-holdings';
import { FactorNotices } from './factor-notices';
import { FactorKind } from './factor';
import { noFactor, totpExists } from './factors.errors';
import { digestOfRecoveryCode, issueRecoveryCodes } from './codes/recovery-codes';
import { RememberedDevicesService } from './devices/remembered-devices.service';
import { SealedSecrets } from './codes/sealed-secrets';
import { SecondFactorsRepository } from './second-factors.repository';
import { issueTotp, stepOfCode, TotpEnrolment } from './codes/totp';

const PENDING_SECONDS = 15 * 60;

/** Adds, tells and takes away what an account signs in with beside its password. */
@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly holdings: FactorHoldings,
    private readonly passkeys: PasskeysRepository,
    private readonly secrets: SealedSecrets,
    private readonly devices: RememberedDevicesService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly notices: FactorNotices,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins with an authenticator app; it counts once it has shown a code. Asked again, the secret before is forgotten.
   * @throws DomainError `auth.totp_exists`
   */
  async enrolTotp(userId: string): Promise<TotpEnrolment & { expires_in: number }> {
    const { email } = await this.users.get(userId);
    const enrolment = issueTotp(email);
    const until = new Date(this.clock.now().getTime() + PENDING_SECONDS * 1_000);
    const sealed = this.secrets.seal(userId, enrolment.secret);
    if (!(await this.factors.keepPending(userId, sealed, until))) throw totpExists();
    return { ...enrolment, expires_in: PENDING_SECONDS };
  }

  /**
   * Takes the app into use by a code that it shows; the first factor ends the sessions that no factor was asked for.
   * @returns recovery codes, told this once; null where the account has some already
   * @throws DomainError `auth.invalid_code`
   */
  async confirmTotp(identity: Identity, code: string): Promise<string[] | null> {
    const { userId } = identity;
    const stored = await this.factors.find(userId);
    const now = this.clock.now();
    const sealed = stored?.pending_until && stored.pending_until > now ? stored.pending_secret : null;
    const secret = sealed ? this.secrets.open(userId, sealed) : null;
    const step = secret && stepOfCode(secret.text, code, now);
    if (!stored || !sealed || step === null) throw invalidCode();
    const isFirst = !(await this.holdings.hasAny(userId));
    const codes = stored.recovery_hashes.length > 0 ? null : issueRecoveryCodes();
    const recovery_hashes = codes?.map((each) => digestOf(userId, each));
    const confirmed = await this.factors.confirmPending(userId, sealed, { at: now, step, recovery_hashes });
    if (!confirmed) throw invalidCode();
    await this.added(identity, 'totp', isFirst);
    return codes;
  }

  /** @throws DomainError `auth.no_factor` */
  async removeTotp(userId: string): Promise<void> {
    if (!(await this.factors.removeTotp(userId))) throw noFactor();
    await this.removed(userId, 'totp');
  }

  /** @returns recovery codes, told this once; null where the account has some already */
  async recoveryCodesWhereNone(userId: string): Promise<string[] | null> {
    const { recovery_codes_left } = await this.holdings.of(userId);
    return recovery_codes_left > 0 ? null : this.makeRecoveryCodes(userId);
  }

  /**
   * @returns recovery codes in place of those before, told this once
   * @throws DomainError `auth.no_factor`
   */
  async renewRecoveryCodes(userId: string): Promise<string[]> {
    if (!(await this.holdings.hasAny(userId))) throw noFactor();
    const codes = await this.makeRecoveryCodes(userId);
    await this.audit.recoveryCodesRenewed(userId);
    await this.notices.recoveryCodesRenewed(userId);
    return codes;
  }

  /**
   * Takes all factors from an account whose owner has lost them, and ends its sessions; its owner is told.
   * @throws DomainError `user.not_found`
   */
  async reset(actorId: string, userId: string): Promise<void> {
    await this.users.get(userId);
    await Promise.all([this.factors.removeAll(userId), this.passkeys.deleteAll(userId)]);
    await this.devices.forgetAll(userId);
    await this.sessions.end({ userId });
    await this.audit.factorsReset(actorId, userId);
    await this.notices.reset(userId, actorId);
  }

  /** What follows from a new factor. */
  async added({ userId, sessionId }: Identity, kind: FactorKind, isFirst: boolean): Promise<void> {
    if (isFirst) await this.sessions.end({ userId, except: sessionId });
    // What was closed to this session for want of a factor is open at once.
    await this.revocations.announce({ sessionIds: [sessionId] });
    await this.audit.factorAdded(userId, kind);
    await this.notices.added(userId);
  }

  /** What follows from a factor that is gone; with the last one the recovery codes go too. */
  async removed(userId: string, kind: FactorKind): Promise<void> {
    if (!(await this.holdings.hasAny(userId))) await this.factors.removeAll(userId);
    await this.devices.forgetAll(userId);
    await this.audit.factorRemoved(userId, kind);
    await this.notices.removed(userId);
  }

  private async makeRecoveryCodes(userId: string): Promise<string[]> {
    const codes = issueRecoveryCodes();
    await this.factors.setRecoveryCodes(
      userId,
      codes.map((each) => digestOf(userId, each)),
    );
    return codes;
  }
}

function digestOf(userId: string, code: string): string {
  const digest = digestOfRecoveryCode(userId, code);
  if (!digest) throw new Error('a recovery code that is none was issued');
  return digest;
}
