import type { Account } from '../../portfolio/accounts/account';
import { mainAccount } from '../../portfolio/accounts/account';
import { nameKey } from '../../portfolio/accounts/account-names';
import type { SurveyedAccount } from '../preview/preview-order';

/**
 * The account of a portfolio that the rows of one of a file likely go to, by names, broker and currency. An export of ours
 * names each account, and none but the one of that name is it.
 */
export function guessedAccount(
  { name, currency }: Pick<SurveyedAccount, 'name' | 'currency'>,
  format: string,
  accounts: readonly Account[],
): Account | undefined {
  const same = accountNamed(name, accounts);
  if (same || (name !== null && format.startsWith('tickfolio-'))) return same;
  const broker = format.split('-')[0]!;
  return (
    accounts.find((account) => `${account.name} ${account.broker ?? ''}`.toLowerCase().includes(broker)) ??
    (accounts.length > 1 && currency
      ? accounts.find((account) => account.tracks_cash && account.currency === currency)
      : undefined) ??
    mainAccount(accounts)
  );
}

/** The account that a file names as the portfolio does. */
export function accountNamed(name: string | null, accounts: readonly Account[]): Account | undefined {
  return name === null ? undefined : accounts.find((account) => nameKey(account.name) === nameKey(name));
}
