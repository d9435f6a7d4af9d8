import { Injectable } from '@nestjs/common';
import { PasskeysRepository } from '../passkeys/passkeys.repository';
import { Factors } from './factor';
import { SecondFactorsRepository } from './second-factors.repository';

/** What accounts have of second factors, of all kinds. */
@Injectable()
export class FactorHoldings {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly passkeys: PasskeysRepository,
  ) {}

  async of(userId: string): Promise<Factors> {
    const [stored, passkeys] = await Promise.all([this.factors.find(userId), this.passkeys.list(userId)]);
    return {
      totp_since: stored?.totp_since ?? null,
      passkeys: passkeys.length,
      recovery_codes_left: stored?.recovery_hashes.length ?? 0,
    };
  }

  /** Whether there is something to ask for after the password; recovery codes alone are not. */
  async hasAny(userId: string): Promise<boolean> {
    return Boolean((await this.factors.find(userId))?.totp_secret) || this.passkeys.hasAny(userId);
  }
}
