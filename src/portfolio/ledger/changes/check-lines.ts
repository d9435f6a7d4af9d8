import type { StoredEntry } from '../../transactions/to-entry';
import type { Entry } from '../../transactions/entry';
import { madeBy } from './ledger-change';
import { duplicateExternalId, ledgerLocked, PlaceOf } from '../ledger.errors';

/** @throws DomainError `ledger.locked` for a line of a locked year or before, as it was or as it will be */
export function refuseLocked(
  add: readonly Entry[],
  remove: readonly StoredEntry[],
  lockedYear: number | null,
  placeOf: PlaceOf,
): void {
  if (lockedYear === null) return;
  const locked = [...remove.map(({ entry }) => entry), ...add].find((entry) => isLocked(entry, lockedYear));
  if (locked) throw ledgerLocked(locked, lockedYear, placeOf, madeBy({ add, remove }));
}

/** Whether a line is of a locked year or before. */
export function isLocked({ date }: Pick<Entry, 'date'>, lockedYear: number): boolean {
  return date <= `${lockedYear}-12-31`;
}

/**
 * @param known lines of the ledger with one of the external ids of `add`
 * @throws DomainError `ledger.duplicate_external_id`
 */
export function refuseDuplicates(
  add: readonly Entry[],
  remove: readonly StoredEntry[],
  known: readonly Entry[],
  placeOf: PlaceOf,
): void {
  const gone = new Set(remove.map(({ entry }) => entry.id));
  const seen = new Set(known.filter(({ id }) => !gone.has(id)).map(keyOf));
  for (const entry of add) {
    if (entry.external_id === undefined) continue;
    if (seen.has(keyOf(entry))) throw duplicateExternalId(entry, placeOf, madeBy({ add, remove }));
    seen.add(keyOf(entry));
  }
}

const keyOf = ({ account_id, external_id }: Entry) => `${account_id} ${external_id}`;
