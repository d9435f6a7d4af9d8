import type { Ledger } from '../ledger/ledger';
import { Account, AccountContent, MOST_ACCOUNTS } from './account';
import { isNameTaken } from './account-names';
import { accountNameTaken, tooManyAccounts } from './accounts.errors';

/** What is told of an account that is to be opened. */
export type AccountTold = Partial<AccountContent> & Pick<AccountContent, 'name'>;

/**
 * An account as it is opened.
 * @param accounts those that there are
 * @throws DomainError `account.too_many`, `account.name_taken`
 */
export function openAccount(
  { id, ...told }: AccountTold & { id: string },
  accounts: readonly Account[],
  { portfolio }: Ledger,
  at: Date,
): Account {
  if (accounts.length >= MOST_ACCOUNTS) throw tooManyAccounts();
  if (isNameTaken(accounts, { id, name: told.name })) throw accountNameTaken(told.name);
  return { id, ...settingsOf(told, portfolio.currency), version: 1, created_at: at, updated_at: at };
}

/** The settings of an account that is opened: what is usual where nothing is told. @param base currency of the portfolio */
export function settingsOf(
  { name, broker, currency, cost_method, tracks_cash, dividends }: AccountTold,
  base: string,
): AccountContent {
  return {
    name,
    broker: broker ?? null,
    currency: currency ?? base,
    cost_method: cost_method ?? 'fifo',
    tracks_cash: tracks_cash ?? false,
    dividends: dividends ?? 'propose',
  };
}
