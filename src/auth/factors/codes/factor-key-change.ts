import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Environment } from '../../../config/environment';
import { SealedSecrets } from './sealed-secrets';
import { SecondFactorsRepository } from '../second-factors.repository';

/** After a change of `JWT_SECRET` seals the secrets of authenticator apps anew, so that the old key can go. */
@Injectable()
export class FactorKeyChange implements OnApplicationBootstrap {
  private readonly logger = new Logger(FactorKeyChange.name);

  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly secrets: SealedSecrets,
    private readonly environment: Environment,
  ) {}

  /** Nothing waits for it: until it is done, both keys open. */
  onApplicationBootstrap(): void {
    if (!this.environment.JWT_PREVIOUS_SECRET) return;
    void this.sealAnew().catch((error: unknown) => this.logger.error(error));
  }

  /** @returns how many were under the old key */
  async sealAnew(): Promise<number> {
    let changed = 0;
    for await (const { userId, sealed } of this.factors.sealedSecrets()) {
      const secret = this.secrets.open(userId, sealed);
      if (!secret) this.logger.warn({ event: 'auth.factor_unreadable', subject_id: userId });
      if (!secret?.isOld) continue;
      await this.factors.reseal(userId, sealed, this.secrets.seal(userId, secret.text));
      changed += 1;
    }
    if (changed > 0) this.logger.log(`${changed} authenticator secrets were sealed under the new JWT_SECRET`);
    return changed;
  }
}
