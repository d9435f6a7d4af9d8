/** One purchase: `quantity` > 0 shares at `purchasePrice` >= 0 each, in the portfolio's currency, on a day number. */
export interface Lot {
  readonly symbol: string;
  readonly quantity: number;
  readonly purchasePrice: number;
  readonly purchaseDay: number;
}

/** The lots of one symbol, in order of purchase. */
export interface SymbolLots {
  readonly symbol: string;
  readonly lots: readonly Lot[];
}

/** Lots bought on or before `toDay`, by symbol; symbols in code-unit order, lots by day of purchase. */
export function lotsBySymbol(lots: readonly Lot[], toDay: number): SymbolLots[] {
  const groups = new Map<string, Lot[]>();
  for (const lot of lots) {
    if (lot.purchaseDay > toDay) continue;
    const group = groups.get(lot.symbol);
    if (group) group.push(lot);
    else groups.set(lot.symbol, [lot]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, group]) => ({ symbol, lots: group.sort((a, b) => a.purchaseDay - b.purchaseDay) }));
}

/** Day of the earliest purchase; infinity without lots. */
export function firstPurchaseDay(holdings: readonly SymbolLots[]): number {
  return holdings.reduce((first, { lots }) => Math.min(first, lots[0]!.purchaseDay), Infinity);
}
