import type { LedgerEntry } from '../book/ledger-log';
import type { Before } from '../plan/market';
import { crosses, holds } from '../model/scope';
import type { Scope } from '../model/scope';

/** What an entry does to a scope on position `t` of its days, in base currency, with the wanted charges taken out. */
export interface FlowRecord {
  readonly t: number;
  readonly symbol: string | null;
  /** External flow of the scope: > 0 in, < 0 out; and whether it is nothing but a cost. */
  readonly flow: number;
  readonly isCost: boolean;
  /** A charge that leaves tracked cash although it is taken as not charged: an outflow of its own. */
  readonly chargeOut: number;
  /** Added to what was held. */
  readonly held: number;
  /** Flow of the symbol as without cash; and what a corporate action moved to it (< 0: away). */
  readonly symbolFlow: number;
  readonly moved: number;
}

/** The entries of a scope that fall on its days. Charges named by `before` are taken as not charged. */
export function flowRecords(
  entries: readonly LedgerEntry[],
  days: Int32Array,
  scope: Scope,
  before: Before,
): FlowRecord[] {
  const [withoutFees, withoutTaxes] = [
    before === 'fees' || before === 'both',
    before === 'taxes' || before === 'both',
  ];
  const records: FlowRecord[] = [];
  let t = 0;
  for (const entry of entries) {
    if (entry.day < days[0]!) continue;
    while (t < days.length && days[t]! < entry.day) t++;
    if (t === days.length) break;
    if (!holds(scope, entry.accountId)) continue;
    const charge = (withoutFees ? entry.fee : 0) + (withoutTaxes ? entry.tax : 0);
    const heldCharge = (withoutFees ? entry.heldFee : 0) + (withoutTaxes ? entry.heldTax : 0);
    const flow = crosses(scope, entry) ? entry.flow : 0;
    records.push({
      t,
      symbol: entry.symbol,
      // Without tracked cash a charge that was not charged is so much less money; with it, it still leaves the cash.
      flow: entry.tracksCash ? flow : flow - charge,
      isCost: entry.isCost,
      chargeOut: entry.tracksCash ? charge : 0,
      held: entry.held + heldCharge,
      symbolFlow:
        entry.symbol === null || entry.between !== null
          ? symbolFlowAcross(scope, entry)
          : entry.symbolFlow - charge,
      moved: entry.moved,
    });
  }
  return records;
}

/** A transfer inside the portfolio is a flow of the symbol where it crosses the border of the scope. */
function symbolFlowAcross(scope: Scope, entry: LedgerEntry): number {
  return entry.symbol !== null && crosses(scope, entry) ? entry.flow : 0;
}
