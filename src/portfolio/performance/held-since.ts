import type { Transaction } from '../../analytics/ledger/model/transaction';
import { oncePer } from '../../common/once-per';
import type { HeldSince } from './price-history';

/** The day of the first line; infinity without one. */
export const firstLineDay = oncePer((lines: readonly Transaction[]): number =>
  lines.reduce((first, { day }) => Math.min(first, day), Infinity),
);

/** The symbols of lines, and since when: the first line of each. */
export const heldSince = oncePer((lines: readonly Transaction[]): readonly HeldSince[] => {
  const first = new Map<string, number>();
  for (const line of lines) {
    for (const symbol of [
      'symbol' in line ? line.symbol : undefined,
      'into' in line ? line.into : undefined,
    ]) {
      if (symbol !== undefined) first.set(symbol, Math.min(line.day, first.get(symbol) ?? Infinity));
    }
  }
  return [...first].map(([symbol, purchaseDay]) => ({ symbol, purchaseDay }));
});
