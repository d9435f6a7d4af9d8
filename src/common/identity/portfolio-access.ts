import { DomainError } from '../errors/domain-error';
import { Owner } from './owner';

export const portfolioNotFound = () =>
  new DomainError('not_found', 'portfolio.not_found', 'There is no such portfolio.');

/** For rooms below the portfolios, which name them by their ids alone. */
export abstract class PortfolioAccess {
  /** @throws DomainError `portfolio.not_found` where one of the portfolios is none of the owner's */
  async demand(owner: Owner, ids: readonly string[]): Promise<void> {
    const wanted = new Set(ids);
    if ((await this.count(owner, [...wanted])) < wanted.size) throw portfolioNotFound();
  }

  /** How many of these there are of the owner. */
  protected abstract count(owner: Owner, ids: string[]): Promise<number>;
}
