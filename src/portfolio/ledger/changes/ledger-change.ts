import type { Account } from '../../accounts/account';
import type { StoredAccount } from '../../accounts/to-account';
import type { PortfolioContent } from '../../portfolio';
import type { Entry } from '../../transactions/entry';
import type { StoredEntry } from '../../transactions/to-entry';
import type { Ledger, WholeLedger, YearLockRow } from '../ledger';
import type { StoredLock } from '../store/ledger-rows.repository';
import type { MadeLines, PlaceOf } from '../ledger.errors';

/** A ledger as a writer finds it. */
export interface LedgerView {
  readonly ledger: WholeLedger;
  readonly accounts: readonly StoredAccount[];
  readonly locks: readonly StoredLock[];
  /** the latest locked year, if any */
  readonly lockedYear: number | null;
}

/** A ledger before its first change. */
export function emptyView(ledger: WholeLedger): LedgerView {
  return { ledger, accounts: [], locks: [], lockedYear: null };
}

/** What a writer wants; an edited row is taken away and added. */
export interface LedgerChange {
  readonly add?: readonly Entry[];
  readonly remove?: readonly StoredEntry[];
  readonly addAccounts?: readonly Account[];
  readonly removeAccounts?: readonly StoredAccount[];
  readonly addLocks?: readonly YearLockRow[];
  readonly removeLocks?: readonly StoredLock[];
  readonly content?: Partial<Pick<PortfolioContent, 'name' | 'currency'>>;
  /** all lots are computed again, and not only those of the symbols of the lines */
  readonly isOfAllSymbols?: boolean;
  /** symbols whose lots are computed again beside those of the lines */
  readonly ofSymbols?: readonly string[];
  /** nothing is changed where the lots are what they were */
  readonly isOfLotsOnly?: boolean;
  readonly placeOf?: PlaceOf;
}

/** The lines that a change makes anew, and does not only rewrite. */
export function madeBy({ add = [], remove = [] }: Pick<LedgerChange, 'add' | 'remove'>): MadeLines {
  const before = new Set(remove.map(({ entry }) => entry.id));
  return new Set(add.flatMap(({ id }) => (before.has(id) ? [] : id)));
}

/** Order of creation of the lines of the change that follows a revision. */
export function seqOf({ revision }: Ledger, place: number): number {
  return (revision + 1) * SEQ_PER_CHANGE + place;
}

/** More than the lines of any change. */
const SEQ_PER_CHANGE = 100_000;
