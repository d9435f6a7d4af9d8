import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { LedgerChangesRepository } from '../ledger/store/ledger-changes.repository';
import { AnalysesRepository } from '../performance/analyses.repository';
import type { OwnedPortfolio } from '../portfolio';
import { PortfolioFollowers } from '../portfolio-followers';
import { PortfoliosRepository } from '../portfolios.repository';
import { RemovalsRepository } from './removals.repository';

/** Whoever began so long ago does not go on any more. */
const LONGEST_REMOVAL_MS = 15 * 60_000;
const MOST_IN_A_SWEEP = 1_000;

/** Deletes portfolios with all that hangs on them, in the end also where a process or a store dies amid it. */
@Injectable()
export class PortfolioRemovals {
  private readonly logger = new Logger(PortfolioRemovals.name);

  constructor(
    private readonly removals: RemovalsRepository,
    private readonly portfolios: PortfoliosRepository,
    private readonly analyses: AnalysesRepository,
    private readonly ledgers: LedgerChangesRepository,
    private readonly followers: PortfolioFollowers,
    private readonly clock: Clock,
  ) {}

  /**
   * @param deletion takes the portfolio itself away, after which nobody sees the rest
   * @returns what `deletion` does: whether the portfolio is deleted
   */
  async remove(portfolio: OwnedPortfolio, deletion: () => Promise<boolean>): Promise<boolean> {
    const id = await this.removals.begin(portfolio, this.clock.now());
    const isDeleted = await deletion();
    if (isDeleted) await this.removeRest(portfolio);
    await this.removals.end(id, portfolio);
    return isDeleted;
  }

  /** Ends removals that were left amid. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LONGEST_REMOVAL_MS);
    for (const { id, portfolio } of await this.removals.before(before, MOST_IN_A_SWEEP)) {
      try {
        if (!(await this.portfolios.exists(portfolio))) await this.removeRest(portfolio);
        await this.removals.end(id, portfolio);
      } catch (error) {
        this.logger.warn(`portfolio ${portfolio.id} is not removed wholly: ${String(error)}`);
      }
    }
  }

  private async removeRest(portfolio: OwnedPortfolio): Promise<void> {
    await this.analyses.removeAll(portfolio);
    await this.ledgers.removeAll(portfolio);
    await this.followers.release(portfolio);
  }
}
