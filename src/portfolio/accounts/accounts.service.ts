import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Owner } from '../../common/identity/owner';
import { Page } from '../../common/paging/cursor';
import { isEmpty } from '../../common/validation/is-empty';
import type { LedgerChange, LedgerView } from '../ledger/changes/ledger-change';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { yearsLocked } from '../ledger/ledger.errors';
import type { Account, AccountContent } from './account';
import { isNameTaken } from './account-names';
import {
  accountChanged,
  accountHasLines,
  accountNameTaken,
  accountNotFound,
  lastAccount,
} from './accounts.errors';
import { AccountTold, openAccount } from './open-account';
import type { StoredAccount } from './to-account';

/** The accounts of a portfolio. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found` */
  async list(owner: Owner, portfolioId: string): Promise<Page<Account>> {
    const stored = await this.rows.accounts(await this.writer.current(owner, portfolioId));
    return { items: stored.map(({ account }) => account), next_cursor: null };
  }

  /** @throws DomainError `portfolio.not_found`, `account.not_found` */
  async get(owner: Owner, portfolioId: string, accountId: string): Promise<Account> {
    const { items } = await this.list(owner, portfolioId);
    const account = items.find(({ id }) => id === accountId);
    if (!account) throw accountNotFound();
    return account;
  }

  /**
   * @param id of the account; one that is there already is given
   * @throws DomainError `portfolio.not_found`, `account.too_many`, `account.name_taken`
   */
  async create(owner: Owner, portfolioId: string, told: AccountTold, id: string): Promise<Account> {
    const at = this.clock.now();
    let account: Account | undefined;
    await this.writer.change(owner, portfolioId, ({ ledger, accounts: stored }) => {
      const accounts = stored.map((one) => one.account);
      account = accounts.find((known) => known.id === id);
      if (account) return Promise.resolve({});
      account = openAccount({ ...told, id }, accounts, ledger, at);
      return Promise.resolve({ addAccounts: [account] });
    });
    return account!;
  }

  /**
   * Changes what is given; a change of the method computes the account's lots again.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `account.not_found`, `account.changed`, `account.name_taken`, `ledger.locked`,
   * `ledger.no_cash_account`
   */
  async change(
    owner: Owner,
    portfolioId: string,
    accountId: string,
    given: Partial<AccountContent>,
    version?: number,
  ): Promise<Account> {
    let account: Account | undefined;
    await this.writer.change(owner, portfolioId, (view) => {
      const stored = storedIn(view, accountId, version);
      const before = stored.account;
      if (isEmpty(given)) {
        account = before;
        return Promise.resolve({});
      }
      account = { ...before, ...given, version: before.version + 1, updated_at: this.clock.now() };
      refuseTaken(view.accounts, account);
      const isOfAllSymbols = (['cost_method', 'tracks_cash', 'currency'] as const).some(
        (field) => account![field] !== before[field],
      );
      if (isOfAllSymbols && view.lockedYear !== null) {
        throw yearsLocked(view.lockedYear, 'another method, currency or cash of an account');
      }
      return Promise.resolve({ addAccounts: [account], removeAccounts: [stored], isOfAllSymbols });
    });
    return account!;
  }

  /**
   * @param cascade whether the lines of the account go with it
   * @throws DomainError `account.not_found`, `account.changed`, `account.has_transactions`, `account.last`, `ledger.locked`
   */
  async delete(
    owner: Owner,
    portfolioId: string,
    accountId: string,
    { cascade, version }: { cascade: boolean; version?: number },
  ): Promise<void> {
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      const stored = storedIn(view, accountId, version);
      if (view.accounts.length === 1) throw lastAccount();
      const remove = await this.rows.stored(view.ledger, { account_id: accountId });
      if (remove.length > 0 && !cascade) throw accountHasLines(remove.length);
      return { remove, removeAccounts: [stored] };
    });
  }
}

function refuseTaken(stored: readonly StoredAccount[], account: Account): void {
  const accounts = stored.map((other) => other.account);
  if (isNameTaken(accounts, account)) throw accountNameTaken(account.name);
}

function storedIn({ accounts }: LedgerView, accountId: string, version: number | undefined): StoredAccount {
  const stored = accounts.find(({ account }) => account.id === accountId);
  if (!stored) throw accountNotFound();
  if (version !== undefined && stored.account.version !== version) throw accountChanged();
  return stored;
}
