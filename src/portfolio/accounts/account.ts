import type { CostMethod, DividendMode } from '../../analytics/ledger/model/account';

/** Where things are held. */
export interface Account {
  id: string;
  name: string;
  broker: string | null;
  /** ISO 4217; of lines that name none */
  currency: string;
  cost_method: CostMethod;
  tracks_cash: boolean;
  /** what is done with a dividend that an event announces */
  dividends: DividendMode;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export type AccountContent = Pick<
  Account,
  'name' | 'broker' | 'currency' | 'cost_method' | 'tracks_cash' | 'dividends'
>;

/** The account that every portfolio begins with. */
export const MAIN = 'Main';
export const MOST_ACCOUNTS = 100;

/** The account that `assets` are written into: the one named Main, or the oldest where that was renamed. */
export function mainAccount<A extends Pick<Account, 'name'>>(accounts: readonly A[]): A | undefined {
  return accounts.find(({ name }) => name === MAIN) ?? accounts[0];
}
