import { Types } from 'mongoose';
import { Account, MAIN } from '../accounts/account';
import type { WholeLedger } from '../ledger/ledger';
import type { LedgerChange } from '../ledger/changes/ledger-change';
import type { Portfolio, Purchase } from '../portfolio';
import { toBuys } from './to-buys';

/** What a new portfolio's ledger begins with: the account Main, and a buy for each purchase. */
export function firstChange(ledger: WholeLedger, purchases: readonly Purchase[]): LedgerChange {
  const { currency, created_at } = ledger.portfolio;
  const main: Account = {
    id: new Types.ObjectId().toHexString(),
    name: MAIN,
    broker: null,
    currency,
    cost_method: 'fifo',
    tracks_cash: false,
    dividends: 'propose',
    version: 1,
    created_at,
    updated_at: created_at,
  };
  return {
    addAccounts: [main],
    add: toBuys(purchases, ledger, { accountId: main.id, currency, at: created_at }),
  };
}

/** The purchases that the lots of an older release were. */
export function purchasesOf({ assets }: Portfolio): Purchase[] {
  return assets.flatMap(({ given, purchase_price, ...asset }) =>
    purchase_price === null ? [] : [{ ...asset, purchase_price, ...given }],
  );
}
