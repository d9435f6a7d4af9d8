import type { PriceSeries } from './columns';
import { lastPositionOnOrBefore, valuationDayBefore } from './alignment';
import { lotsBySymbol } from './lots';
import type { Lot, SymbolLots } from './lots';

/** All lots of one symbol as of a day. Money is in the portfolio's currency, percents are fractions. */
export interface Position {
  readonly symbol: string;
  readonly quantity: number;
  readonly costBasis: number;
  readonly averagePrice: number;
  /** Last close, and its day; null while the symbol has none and is valued at its purchase price. */
  readonly price: number | null;
  readonly priceDay: number | null;
  readonly marketValue: number;
  /** Null when the portfolio is worth nothing. */
  readonly weight: number | null;
  readonly unrealisedPnl: number;
  /** Null when nothing was paid. */
  readonly unrealisedPnlPercent: number | null;
  readonly dayChange: number;
  /** Of the value before, or of the cost of what was bought on the day; null when both are 0. */
  readonly dayChangePercent: number | null;
}

/** The positions added up. */
export interface Totals {
  readonly marketValue: number;
  readonly costBasis: number;
  readonly unrealisedPnl: number;
  readonly unrealisedPnlPercent: number | null;
  readonly dayChange: number;
  readonly dayChangePercent: number | null;
}

interface Worth {
  readonly cost: number;
  readonly value: number;
  /** Value on the valuation date before. */
  readonly valueBefore: number;
  /** Cost of what was bought since then. */
  readonly bought: number;
}

/**
 * Positions and totals at the close of `toDay`; later lots and closes are left out. The day change compares with the
 * valuation date before: the last earlier day with a close of any held symbol or a purchase.
 *
 * @returns positions in order of symbol; none and zero totals without lots
 */
export function positionsOn(
  lots: readonly Lot[],
  prices: ReadonlyMap<string, PriceSeries>,
  toDay: number,
): { positions: Position[]; totals: Totals } {
  const holdings = lotsBySymbol(lots, toDay);
  const dayBefore = valuationDayBefore(holdings, prices, toDay);
  const worths = holdings.map((holding) => worthOf(holding, prices.get(holding.symbol), toDay, dayBefore));
  const total: Worth = {
    cost: sumOf(worths, 'cost'),
    value: sumOf(worths, 'value'),
    valueBefore: sumOf(worths, 'valueBefore'),
    bought: sumOf(worths, 'bought'),
  };
  const positions = holdings.map(({ symbol, lots: symbolLots }, i) => {
    const worth = worths[i]!;
    const quantity = symbolLots.reduce((sum, lot) => sum + lot.quantity, 0);
    const series = prices.get(symbol);
    const last = series ? lastPositionOnOrBefore(series.days, toDay) : -1;
    return {
      symbol,
      quantity,
      averagePrice: worth.cost / quantity,
      price: series?.closes[last] ?? null,
      priceDay: series?.days[last] ?? null,
      weight: total.value > 0 ? worth.value / total.value : null,
      ...totalsOf(worth),
    };
  });
  return { positions, totals: totalsOf(total) };
}

function worthOf(
  { lots }: SymbolLots,
  series: PriceSeries | undefined,
  toDay: number,
  dayBefore: number,
): Worth {
  const close = closeOn(series, toDay);
  const closeBefore = closeOn(series, dayBefore);
  let [cost, value, valueBefore, bought] = [0, 0, 0, 0];
  for (const lot of lots) {
    const lotCost = lot.quantity * lot.purchasePrice;
    cost += lotCost;
    value += close === undefined ? lotCost : lot.quantity * close;
    if (lot.purchaseDay > dayBefore) bought += lotCost;
    else valueBefore += closeBefore === undefined ? lotCost : lot.quantity * closeBefore;
  }
  return { cost, value, valueBefore, bought };
}

function totalsOf({ cost, value, valueBefore, bought }: Worth): Totals {
  const dayChange = value - valueBefore - bought;
  return {
    marketValue: value,
    costBasis: cost,
    unrealisedPnl: value - cost,
    unrealisedPnlPercent: shareOf(value - cost, cost),
    dayChange,
    dayChangePercent: shareOf(dayChange, valueBefore > 0 ? valueBefore : bought),
  };
}

function closeOn(series: PriceSeries | undefined, day: number): number | undefined {
  return series?.closes[lastPositionOnOrBefore(series.days, day)];
}

function shareOf(part: number, whole: number): number | null {
  const share = part / whole;
  return Number.isFinite(share) ? share : null;
}

function sumOf(worths: readonly Worth[], key: keyof Worth): number {
  return worths.reduce((sum, worth) => sum + worth[key], 0);
}
