import { sortedRows } from '../../common/paging/sorted-rows';
import type { BookLot } from '../ledger/reading/book-figures';
import type { LotSort } from './lots.dto';

/** A copy in the order asked for, what is not known last, equals by symbol, account and day. */
export function sortedLots<L extends BookLot>(lots: readonly L[], sort: LotSort): L[] {
  const inOrder = lots.toSorted(
    (a, b) => compare(a.symbol, b.symbol) || compare(a.accountId, b.accountId) || a.day - b.day,
  );
  return sortedRows(inOrder, sort, ({ symbol, day, baseCost }, field) => {
    if (field === 'base_cost') return baseCost === null ? null : Number(baseCost);
    return field === 'symbol' ? symbol : day;
  });
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
