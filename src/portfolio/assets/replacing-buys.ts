import { validationFailed } from '../../common/errors/http.errors';
import { seqOf } from '../ledger/changes/ledger-change';
import type { Ledger } from '../ledger/ledger';
import type { Purchase, Replacement } from '../portfolio';
import type { Entry } from '../transactions/entry';
import type { ReplacedLot } from './replaced-lots';
import { BuyTerms, toBuy } from './to-buys';

/**
 * The buys that replace those of a ledger: what is the same as it was booked, what is edited under the id it had.
 * @param entries of the ledger, by id
 * @param keepsCurrency whether what is the same may stay in the currency it was booked in
 * @throws DomainError `validation.failed` for a lot without a price that is not there already
 */
export function replacingBuys(
  lots: readonly ReplacedLot[],
  entries: ReadonlyMap<string, Entry>,
  ledger: Ledger,
  terms: BuyTerms & { readonly keepsCurrency: boolean },
): Entry[] {
  const unpriced: number[] = [];
  const buys = lots.flatMap(({ wanted, before, isSame }, place): Entry[] => {
    const seq = seqOf(ledger, place);
    const line = entries.get(before?.id ?? '');
    if (line && isSame && terms.keepsCurrency) return [{ ...line, seq }];
    if (!hasPrice(wanted)) {
      unpriced.push(place);
      return [];
    }
    const buy = toBuy(wanted, terms, seq);
    return [line ? { ...buy, id: line.id, version: line.version + 1, created_at: line.created_at } : buy];
  });
  if (unpriced.length > 0) throw validationFailed(unpriced.map(priceMissing));
  return buys;
}

function hasPrice(lot: Replacement): lot is Purchase {
  return lot.purchase_price !== null;
}

function priceMissing(place: number) {
  const message = 'purchase_price must be a number: only a lot that is there already may be without one';
  return { field: `assets.${place}.purchase_price`, message };
}
