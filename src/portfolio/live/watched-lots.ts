import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { AccountsService } from '../accounts/accounts.service';
import { namedAccount } from '../accounts/named-account';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { toAsset } from '../ledger/to-assets';
import type { Portfolio } from '../portfolio';
import { PortfoliosService } from '../portfolios.service';
import type { HeldCash } from './live-value';

/** What is watched: a portfolio, or one account of it. */
export interface WatchWish {
  readonly portfolioId: string;
  readonly account: string | null;
}

/** A portfolio, or one account of it, with its tracked cash. */
export interface WatchedHoldings extends Portfolio {
  readonly cash: readonly HeldCash[];
}

/** Reads the lots and the cash that a live value is made of. */
@Injectable()
export class WatchedLots {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly accounts: AccountsService,
    private readonly books: LedgerBooks,
  ) {}

  /**
   * The portfolio; of an account the portfolio with the lots and the cash of that account.
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `portfolio.busy`
   */
  async of(owner: Owner, { portfolioId, account }: WatchWish): Promise<WatchedHoldings> {
    // Only a ledger that tracks cash has to be replayed for it.
    if (account === null && !(await this.tracksCash(owner, portfolioId)))
      return { ...(await this.portfolios.get(owner, portfolioId)), cash: [] };
    const { read, figures } = await this.books.of(owner, portfolioId);
    const named = namedAccount(read.accounts, account ?? undefined);
    const isMeant = ({ accountId }: { accountId: string }) => named === undefined || accountId === named;
    return {
      ...read.ledger.portfolio,
      assets: figures.lots.filter(isMeant).map(toAsset),
      cash: figures.cash
        .filter(isMeant)
        .map(({ currency, balances }) => ({ currency, balance: balances.at(-1) ?? 0 })),
    };
  }

  private async tracksCash(owner: Owner, portfolioId: string): Promise<boolean> {
    const { items } = await this.accounts.list(owner, portfolioId);
    return items.some(({ tracks_cash }) => tracks_cash);
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
