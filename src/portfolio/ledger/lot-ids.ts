import type { Entry } from '../transactions/entry';
import type { OpenLot } from './open-lots';

/**
 * Ids of open lots: that of the line that acquired it. What moved to another account or became another symbol since has
 * that in its id too, and what came there in parts the number of the part.
 * @param lines by id
 */
export function lotIds(
  lots: readonly Pick<OpenLot, 'buyId' | 'symbol' | 'accountId'>[],
  lines: ReadonlyMap<string, Pick<Entry, 'symbol' | 'account_id'>>,
): string[] {
  const parts = new Map<string, number>();
  return lots.map(({ buyId, symbol, accountId }) => {
    const line = lines.get(buyId);
    const renamed = line?.symbol === symbol ? [] : [symbol];
    const moved = line?.account_id === accountId ? [] : [accountId || 'transit'];
    const id = [buyId, ...renamed, ...moved].join('-');
    const part = (parts.get(id) ?? 0) + 1;
    parts.set(id, part);
    return part === 1 ? id : `${id}-${part}`;
  });
}

/** An open lot with its id. */
export type IdentifiedLot = OpenLot & { readonly id: string };

/** Lots as they are, each with its id. @param entries of their ledger */
export function identifiedLots<T extends OpenLot>(
  lots: readonly T[],
  entries: readonly Pick<Entry, 'id' | 'symbol' | 'account_id'>[],
): (T & IdentifiedLot)[] {
  const ids = lotIds(lots, new Map(entries.map((entry) => [entry.id, entry])));
  return lots.map((lot, i) => ({ ...lot, id: ids[i]! }));
}

/** Lots by when the lines that acquired them were booked, and by their days. @param entries of their ledger */
export function inOrderOfBooking<T extends OpenLot>(
  lots: readonly T[],
  entries: readonly Pick<Entry, 'id' | 'seq'>[],
): T[] {
  const seqs = new Map(entries.map(({ id, seq }) => [id, seq]));
  const seqOf = ({ buyId }: T) => seqs.get(buyId) ?? 0;
  return lots.toSorted((a, b) => seqOf(a) - seqOf(b) || a.day - b.day);
}
