import type { LedgerAccount } from '../ledger/model/account';
import type { Transaction } from '../ledger/model/transaction';

/** One purchase: `quantity` > 0 shares at `purchasePrice` >= 0 each, in the portfolio's currency, on a day number. */
export interface BoughtLot {
  readonly symbol: string;
  readonly quantity: number;
  readonly purchasePrice: number;
  readonly purchaseDay: number;
}

/** Lots as the ledger they are: buys in one account that tracks no cash. */
export function ledgerOfLots(
  lots: readonly BoughtLot[],
  baseCurrency: string,
): {
  readonly baseCurrency: string;
  readonly accounts: readonly LedgerAccount[];
  readonly lines: readonly Transaction[];
} {
  return {
    baseCurrency,
    accounts: [{ id: 'main', currency: baseCurrency, costMethod: 'fifo', tracksCash: false }],
    lines: lots.map(({ symbol, quantity, purchasePrice, purchaseDay }, i) => ({
      id: String(i),
      accountId: 'main',
      type: 'buy',
      day: purchaseDay,
      symbol,
      quantity: String(quantity),
      price: String(purchasePrice),
    })),
  };
}
