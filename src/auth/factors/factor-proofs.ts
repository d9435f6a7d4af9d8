import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { PasskeyAnswer } from '../passkeys/passkey';
import { PasskeyProofs } from '../passkeys/passkey-proofs';
import { FactorKind } from './factor';
import { digestOfRecoveryCode } from './codes/recovery-codes';
import { SealedSecrets } from './codes/sealed-secrets';
import { SecondFactorsRepository } from './second-factors.repository';
import { stepOfCode } from './codes/totp';

/** Which factor was shown, and what is left of it. */
export interface FactorProof {
  kind: FactorKind;
  recovery_codes_left?: number;
}

/** A code of an app, a recovery code, or a passkey. */
export type ShownFactor = { code: string } | { passkey: PasskeyAnswer };

/** Tells right codes from wrong ones; a right one is used up. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly secrets: SealedSecrets,
    private readonly passkeys: PasskeyProofs,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns null for a code or passkey that is wrong or was used, on whichever instance
   * @throws DomainError `auth.invalid_passkey`, `http.unavailable`, of passkeys
   */
  async prove(userId: string, shown: ShownFactor): Promise<FactorProof | null> {
    if ('code' in shown) return this.proveCode(userId, shown.code);
    return (await this.passkeys.prove(userId, shown.passkey)) ? { kind: 'passkey' } : null;
  }

  private async proveCode(userId: string, code: string): Promise<FactorProof | null> {
    const hash = digestOfRecoveryCode(userId, code);
    if (hash === null) return this.proveTotp(userId, code.replace(/\s/g, ''));
    const left = await this.factors.spendRecoveryCode(userId, hash);
    return left === null ? null : { kind: 'recovery_code', recovery_codes_left: left };
  }

  private async proveTotp(userId: string, code: string): Promise<FactorProof | null> {
    const sealed = (await this.factors.find(userId))?.totp_secret;
    const secret = sealed ? this.secrets.open(userId, sealed) : null;
    if (!sealed || !secret) return null;
    const step = stepOfCode(secret.text, code, this.clock.now());
    if (step === null || !(await this.factors.spendStep(userId, sealed, step))) return null;
    return { kind: 'totp' };
  }
}
