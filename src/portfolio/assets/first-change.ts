import { Types } from 'mongoose';
import { Account, MAIN } from '../accounts/account';
import type { WholeLedger } from '../ledger/ledger';
import type { LedgerChange } from '../ledger/changes/ledger-change';
import type { Purchase } from '../portfolio';
import { toBuys } from './to-buys';

/** What makes a ledger of a portfolio that has lots only: the account Main, and a buy for each lot. */
export function firstChange(ledger: WholeLedger): LedgerChange {
  const { assets, currency, created_at } = ledger.portfolio;
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
  const purchases = assets.flatMap(({ given, purchase_price, ...asset }): Purchase[] =>
    purchase_price === null ? [] : [{ ...asset, purchase_price, ...given }],
  );
  return {
    addAccounts: [main],
    add: toBuys(purchases, ledger, { accountId: main.id, currency, at: created_at }),
  };
}
