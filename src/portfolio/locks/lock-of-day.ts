import type { StoredLock } from '../ledger/store/ledger-rows.repository';

/** Of the locks that hold a day the one that came first: what was told from then on stays. */
export function lockOfDay(locks: readonly StoredLock[], day: string): StoredLock | undefined {
  const year = Number(day.slice(0, 4));
  const holding = locks.filter((lock) => lock.year >= year);
  return holding.toSorted((a, b) => a.locked_at.getTime() - b.locked_at.getTime())[0];
}
