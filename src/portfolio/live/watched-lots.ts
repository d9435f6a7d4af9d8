import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { namedAccount } from '../accounts/named-account';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { toAsset } from '../ledger/to-assets';
import type { Portfolio } from '../portfolio';
import { PortfoliosService } from '../portfolios.service';

/** What is watched: a portfolio, or one account of it. */
export interface WatchWish {
  readonly portfolioId: string;
  readonly account: string | null;
}

/** Reads the lots that a live value is made of. */
@Injectable()
export class WatchedLots {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly books: LedgerBooks,
  ) {}

  /**
   * The portfolio; of an account the portfolio with the lots of that account.
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `portfolio.busy`
   */
  async of(owner: Owner, { portfolioId, account }: WatchWish): Promise<Portfolio> {
    if (account === null) return this.portfolios.get(owner, portfolioId);
    const { read, figures } = await this.books.of(owner, portfolioId);
    const accountId = namedAccount(read.accounts, account);
    const lots = figures.lots.filter((lot) => lot.accountId === accountId);
    return { ...read.ledger.portfolio, assets: lots.map(toAsset) };
  }
}

/** A wish as one text, which tells it from others: the id of the portfolio, with the account's behind a colon. */
export function keyOf({ portfolioId, account }: WatchWish): string {
  return account === null ? portfolioId : `${portfolioId}:${account}`;
}

/** What `keyOf` was made of. */
export function wishOf(key: string): WatchWish {
  const [portfolioId = '', account = null] = key.toLowerCase().split(':');
  return { portfolioId, account };
}
