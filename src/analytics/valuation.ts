import { valuationDays } from './alignment';
import type { PriceSeries } from './columns';
import type { SymbolLots } from './lots';

/** What is held, day by day: columns over the valuation dates, money in the portfolio's currency. */
export interface ValueColumns {
  /** V[t]: value at the close, of all lots bought on or before the day. */
  readonly values: Float64Array;
  /** B[t]: value at the same close of the lots bought before the day. */
  readonly before: Float64Array;
  /** F[t]: cost of the lots bought on the day. */
  readonly flows: Float64Array;
  /** Value at the last close before the first day, of the lots bought before it; 0 when the first day opens the portfolio. */
  readonly openingValue: number;
}

/** A portfolio valued over a window: the total, and the symbols it is made of in the order of `holdings`. */
export interface Valuation extends ValueColumns {
  readonly days: Int32Array;
  readonly symbols: readonly (ValueColumns & { readonly symbol: string })[];
  /** Days on which a held symbol had no close of its own. */
  readonly carriedForwardDays: number;
}

/**
 * Values lots over [fromDay, toDay], `fromDay` not before the first purchase. A missing close is the last known one;
 * until a symbol's first close a lot counts at its own purchase price. Time is linear in symbols x days.
 */
export function valueHoldings(
  holdings: readonly SymbolLots[],
  prices: ReadonlyMap<string, PriceSeries>,
  fromDay: number,
  toDay: number,
): Valuation {
  const days = valuationDays(holdings, prices, fromDay, toDay);
  const carried = new Uint8Array(days.length);
  const symbols = holdings.map((holding) => ({
    symbol: holding.symbol,
    ...valueSymbol(holding, prices.get(holding.symbol), days, carried),
  }));
  const values = new Float64Array(days.length);
  const before = new Float64Array(days.length);
  const flows = new Float64Array(days.length);
  let openingValue = 0;
  for (const symbol of symbols) {
    openingValue += symbol.openingValue;
    addTo(values, symbol.values);
    addTo(before, symbol.before);
    addTo(flows, symbol.flows);
  }
  const carriedForwardDays = carried.reduce((sum, mark) => sum + mark, 0);
  return { days, values, before, flows, openingValue, symbols, carriedForwardDays };
}

/** Sets `carried[t]` where the symbol was held without a close of day t. */
function valueSymbol(
  { lots }: SymbolLots,
  series: PriceSeries | undefined,
  days: Int32Array,
  carried: Uint8Array,
): ValueColumns {
  const closeDays = series?.days ?? new Int32Array(0);
  const closes = series?.closes ?? new Float64Array(0);
  const values = new Float64Array(days.length);
  const before = new Float64Array(days.length);
  const flows = new Float64Array(days.length);
  let quantity = 0;
  let cost = 0;
  let nextLot = 0;
  let lastClose = -1;
  const worth = () => (lastClose >= 0 ? quantity * closes[lastClose]! : cost);
  const buyUntil = (day: number) => {
    let paid = 0;
    for (; nextLot < lots.length && lots[nextLot]!.purchaseDay <= day; nextLot++) {
      quantity += lots[nextLot]!.quantity;
      paid += lots[nextLot]!.quantity * lots[nextLot]!.purchasePrice;
    }
    cost += paid;
    return paid;
  };

  const firstDay = days[0]!;
  while (lastClose + 1 < closeDays.length && closeDays[lastClose + 1]! < firstDay) lastClose++;
  buyUntil(firstDay - 1);
  const openingValue = worth();
  for (let t = 0; t < days.length; t++) {
    const day = days[t]!;
    while (lastClose + 1 < closeDays.length && closeDays[lastClose + 1]! <= day) lastClose++;
    before[t] = worth();
    flows[t] = buyUntil(day);
    values[t] = worth();
    if (quantity > 0 && closeDays[lastClose] !== day) carried[t] = 1;
  }
  return { values, before, flows, openingValue };
}

function addTo(total: Float64Array, part: Float64Array): void {
  for (let t = 0; t < total.length; t++) total[t] = total[t]! + part[t]!;
}
