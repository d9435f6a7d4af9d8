import type { LedgerEntry } from '../book/ledger-log';

/** What is measured: one account, or (null) the whole portfolio with what is under way between its accounts. */
export type Scope = string | null;

/** Whether what an account holds belongs to a scope. */
export function holds(scope: Scope, accountId: string): boolean {
  return scope === null || scope === accountId;
}

/** Whether an entry moves money or shares over the border of a scope. */
export function crosses(scope: Scope, { accountId, between }: LedgerEntry): boolean {
  if (!holds(scope, accountId)) return false;
  if (between === null) return true;
  return scope !== null && between.size > 1;
}

/** Whether an entry is a leg of a transfer that stays inside a scope. */
export function staysInside(scope: Scope, entry: LedgerEntry): boolean {
  return entry.between !== null && !crosses(scope, entry);
}
