import type { Book } from './book/book';
import type { Basis } from './model/basis';
import type { Exact } from './model/exact';
import type { LedgerLog } from './book/ledger-log';
import type { Lot } from './model/lot';
import type { Position } from './book/position';

/** The state of a ledger at the end of a day, and how much had been written down by then. */
export interface Snapshot {
  readonly day: number;
  readonly positions: readonly PositionState[];
  readonly cash: ReadonlyMap<string, ReadonlyMap<string, Exact>>;
  readonly transfers: TransferState;
  readonly log: LogLengths;
}

/** Legs that are done, and money under way. */
export interface TransferState {
  readonly done: readonly string[];
  readonly money: ReadonlyMap<string, ReadonlyMap<string, Exact>>;
}

interface PositionState {
  readonly id: string;
  readonly accountId: string;
  readonly symbol: string;
  readonly lots: readonly Lot[];
  readonly pool: Basis | null;
  readonly poolCurrency: string | null;
}

interface LogLengths {
  readonly lists: Readonly<Record<ListName, number>>;
}

const LISTS = ['entries', 'gains', 'realised', 'dividendsDue', 'unrated', 'problems'] as const;
type ListName = (typeof LISTS)[number];

/** Takes the state of a book; what is taken is a copy. */
export function takeSnapshot(day: number, book: Book, log: LedgerLog, transfers: TransferState): Snapshot {
  return {
    day,
    positions: [...book.positions.values()].map(stateOf),
    cash: new Map([...book.cash].map(([id, balances]) => [id, new Map(balances)])),
    transfers,
    log: {
      lists: Object.fromEntries(LISTS.map((name) => [name, log[name].length])) as Record<ListName, number>,
    },
  };
}

/** Puts a book and its log back to a snapshot. @param log what was written until later; it is copied */
export function restoreSnapshot(snapshot: Snapshot, log: LedgerLog, book: Book): void {
  for (const { id, accountId, symbol, lots, pool, poolCurrency } of snapshot.positions) {
    const key = id.slice(accountId.length + symbol.length + 2);
    book
      .position(accountId, symbol, key)
      .restore(lots.map(copyOfLot), pool && copyOfBasis(pool), poolCurrency);
  }
  for (const [id, balances] of snapshot.cash) book.cash.set(id, new Map(balances));
  for (const name of LISTS) {
    const target = book.log[name] as unknown[];
    for (let i = 0; i < snapshot.log.lists[name]; i++) target.push(log[name][i]);
  }
  const until = <T extends { readonly day: number }>(items: readonly T[]) =>
    items.filter(({ day }) => day <= snapshot.day);
  for (const [id, { accountId, symbol, changes }] of log.holdings) {
    const kept = until(changes);
    if (kept.length > 0) book.log.holdings.set(id, { accountId, symbol, changes: kept });
  }
  for (const [id, { accountId, currency, days, balances }] of log.cash) {
    const count = days.filter((day) => day <= snapshot.day).length;
    if (count === 0) continue;
    book.log.cash.set(id, {
      accountId,
      currency,
      days: days.slice(0, count),
      balances: balances.slice(0, count),
    });
  }
  for (const [accountId, days] of log.lineDays) {
    const kept = days.filter((day) => day <= snapshot.day);
    if (kept.length > 0) book.log.lineDays.set(accountId, kept);
  }
}

function stateOf({ id, accountId, symbol, lots, pool, poolCurrency }: Position): PositionState {
  return { id, accountId, symbol, lots: lots.map(copyOfLot), pool: pool && copyOfBasis(pool), poolCurrency };
}

function copyOfLot(lot: Lot): Lot {
  return { ...lot, basis: copyOfBasis(lot.basis) };
}

function copyOfBasis(basis: Basis): Basis {
  return { ...basis, mark: { ...basis.mark }, accountMark: { ...basis.accountMark } };
}
