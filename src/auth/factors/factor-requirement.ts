import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { User } from '../../users/user';
import { FactorHoldings } from './factor-holdings';

/** Who may not do anything before there is a second factor, by `REQUIRE_SECOND_FACTOR`. */
@Injectable()
export class FactorRequirement {
  constructor(
    private readonly holdings: FactorHoldings,
    private readonly environment: Environment,
  ) {}

  concerns({ is_superuser }: Pick<User, 'is_superuser'>): boolean {
    return is_superuser && this.environment.REQUIRE_SECOND_FACTOR === 'superusers';
  }

  /** Whether an account needs a second factor and has none. */
  async isUnmet(user: Pick<User, 'id' | 'is_superuser'>): Promise<boolean> {
    return this.concerns(user) && !(await this.holdings.hasAny(user.id));
  }
}
