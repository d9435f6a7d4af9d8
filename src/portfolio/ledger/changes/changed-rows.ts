import type { Types } from 'mongoose';
import { toAccountRow } from '../../accounts/to-account';
import type { ChangedRows } from '../ledger';
import type { LedgerChange } from './ledger-change';

/** What a change writes and takes away, as rows. */
export function changedRows(change: LedgerChange): ChangedRows {
  const removed: { rowId: Types.ObjectId }[] = [
    ...(change.remove ?? []),
    ...(change.removeAccounts ?? []),
    ...(change.removeLocks ?? []),
  ];
  return {
    transactions: change.add,
    accounts: change.addAccounts?.map(toAccountRow),
    locks: change.addLocks,
    removed: removed.map(({ rowId }) => rowId),
  };
}
