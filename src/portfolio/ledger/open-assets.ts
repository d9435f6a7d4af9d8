import type { LedgerProblem } from '../../analytics/ledger/model/ledger-error';
import type { Asset } from '../portfolio';
import { identifiedLots, inOrderOfBooking } from './lot-ids';
import { LotsOrder, OpenLot, openLots } from './open-lots';
import { toAsset } from './to-assets';

/** The open lots of a ledger as assets in the order of their lines, or why there can be no such ledger. */
export type AssetsAnswer =
  | { readonly assets: Asset[]; readonly problem: null }
  | { readonly assets: null; readonly problem: LedgerProblem; readonly open: OpenLot[] };

/** Replays lines: pure, and quick enough only for small ledgers; see `Computations`. */
export function openAssets(order: LotsOrder): AssetsAnswer {
  const answer = openLots(order);
  if (answer.problem) return { assets: null, problem: answer.problem, open: answer.open };
  const lines = order.lines.map(({ id, accountId: account_id, ...line }, place) => {
    return { id, account_id, symbol: 'symbol' in line ? line.symbol : undefined, seq: place + 1 };
  });
  const lots = identifiedLots(inOrderOfBooking(answer.lots, lines), lines);
  return { assets: lots.map(toAsset), problem: null };
}
