import type { Account } from '../../portfolio/accounts/account';
import { mainAccount } from '../../portfolio/accounts/account';
import { nameKey } from '../../portfolio/accounts/account-names';
import type { ImportAccount, ImportChoices } from '../import';
import type { Survey } from '../preview/preview-order';

/** Which accounts of the portfolio the rows of a file go to: what was chosen, else what names and broker suggest. */
export function accountsOf(
  survey: Survey,
  choices: ImportChoices['accounts'],
  accounts: readonly Account[],
): ImportAccount[] {
  const named = new Map(choices.map(({ name, account_id }) => [name, account_id]));
  const general = named.get(null);
  const stated = survey.accounts.length > 0 ? survey.accounts : [{ name: null, currency: null, rows: 0 }];
  return stated.map((account) => {
    const chosen = named.get(account.name) ?? general;
    const isThere = chosen !== undefined && accounts.some(({ id }) => id === chosen);
    return {
      ...account,
      account_id: isThere ? chosen : guess(account, survey.format, accounts),
      is_guess: !isThere,
    };
  });
}

function guess(
  { name, currency }: { name: string | null; currency: string | null },
  format: string,
  accounts: readonly Account[],
): string | null {
  const wanted = name === null ? undefined : nameKey(name);
  const broker = format.split('-')[0]!;
  const found =
    accounts.find((account) => nameKey(account.name) === wanted) ??
    accounts.find((account) => `${account.name} ${account.broker ?? ''}`.toLowerCase().includes(broker)) ??
    (accounts.length > 1 && currency
      ? accounts.find((account) => account.tracks_cash && account.currency === currency)
      : undefined) ??
    mainAccount(accounts);
  return found?.id ?? null;
}
