import { openLots } from '../../ledger/open-lots';
import type { LotsOrder } from '../../ledger/open-lots';
import type { Transaction } from '../../../analytics/ledger/model/transaction';
import type { LeftOutLot } from './left-out';

/** A ledger without what has no price, and the lots of that. */
export interface CountedLedger {
  readonly lines: readonly Transaction[];
  /** open on the last day */
  readonly leftOut: readonly LeftOutLot[];
}

/**
 * Leaves out the lines of symbols without any price. A symbol whose trades moved tracked cash, or that a spin-off or
 * merger ties to another, stays: without its lines the cash or the other would be wrong; it is valued at its own cost.
 */
export function countedLedger(order: LotsOrder, isPriced: (symbol: string) => boolean): CountedLedger {
  const tracked = new Set(order.accounts.filter(({ tracksCash }) => tracksCash).map(({ id }) => id));
  const kept = new Set<string>();
  const named = new Set<string>();
  for (const line of order.lines) {
    if (!('symbol' in line) || line.symbol === undefined) continue;
    named.add(line.symbol);
    if (isPriced(line.symbol) || tracked.has(line.accountId)) kept.add(line.symbol);
    if ((line.type === 'spin_off' || line.type === 'merger') && line.into !== undefined) {
      kept.add(line.symbol).add(line.into);
    }
  }
  const left = new Set([...named].filter((symbol) => !kept.has(symbol)));
  if (left.size === 0) return { lines: order.lines, leftOut: [] };
  const isLeft = (line: Transaction) =>
    'symbol' in line && line.symbol !== undefined && left.has(line.symbol);
  const answer = openLots({ ...order, lines: order.lines.filter(isLeft) });
  return {
    lines: order.lines.filter((line) => !isLeft(line)),
    leftOut: (answer.lots ?? []).map(({ symbol, buyId, day, quantity, cost, baseCost }) => ({
      symbol,
      lineId: buyId,
      day,
      quantity: Number(quantity),
      cost: baseCost === null ? null : Number(baseCost),
      isBasisKnown: cost !== null,
    })),
  };
}
