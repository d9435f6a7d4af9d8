import type { LedgerRun } from '../run-ledger';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';

/** A cash balance; money under way between two accounts has `accountId` ''. */
export interface CashBalance {
  readonly accountId: string;
  readonly currency: string;
  /** Below 0 for an overdraft. */
  readonly balance: number;
  /** In base currency; null without a rate. */
  readonly value: number | null;
}

/** Cash of a scope at the end of a day, by account and currency; balances of 0 are left out. */
export function cashBalances({ log, market }: LedgerRun, scope: Scope, day: number): CashBalance[] {
  const balances: CashBalance[] = [];
  for (const { accountId, currency, days, balances: amounts } of log.cash.values()) {
    let last = days.length - 1;
    while (last >= 0 && days[last]! > day) last--;
    const balance = amounts[last] ?? 0;
    if (!holds(scope, accountId) || balance === 0) continue;
    const value = market.inBase({ currency, amount: balance }, day);
    balances.push({ accountId, currency, balance, value: Number.isNaN(value) ? null : value });
  }
  return balances;
}
