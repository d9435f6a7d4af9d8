import { lastPositionOnOrBefore } from '../series/alignment';
import type { LedgerColumns } from '../ledger/columns/ledger-columns';
import { openPositions } from '../ledger/figures/open-lots';
import type { OpenPosition } from '../ledger/figures/open-lots';
import type { LedgerRun } from '../ledger/run-ledger';
import type { Scope } from '../ledger/model/scope';

/** All lots of one symbol as of a day. Money is in the portfolio's currency, percents are fractions. */
export interface PositionFigures extends Totals {
  readonly symbol: string;
  /** As traded on the day. */
  readonly quantity: number;
  /** Cost per share; null where the cost is unknown. */
  readonly averagePrice: number | null;
  /** Last close, and its day; null while the lots are valued at their own cost. */
  readonly price: number | null;
  readonly priceDay: number | null;
  /** Null when the portfolio is worth nothing, or its worth is unknown. */
  readonly weight: number | null;
}

/** Worth and gain of positions added up; null where it cannot be known. */
export interface Totals {
  /** For the totals of a portfolio with its cash. */
  readonly marketValue: number | null;
  readonly costBasis: number | null;
  readonly unrealisedPnl: number | null;
  /** Null when nothing was paid. */
  readonly unrealisedPnlPercent: number | null;
  /** What was made since the day before, whatever came in or went out. */
  readonly dayChange: number | null;
  /** Of the value before, or of what came in on the day; null when both are 0. */
  readonly dayChangePercent: number | null;
}

/** What is held at the end of columns, by symbol, and its totals. */
export interface PositionsWithTotals {
  readonly positions: PositionFigures[];
  readonly totals: Totals;
}

/** Positions and totals of a scope at the close of the last day. @param columns null without a line up to that day */
export function positionsOf(
  run: LedgerRun,
  scope: Scope,
  columns: LedgerColumns | null,
  toDay: number,
): PositionsWithTotals {
  if (!columns) return { positions: [], totals: totalsOf(0, 0, 0, { before: 0, came: 0, went: 0 }) };
  const last = columns.days.length - 1;
  const total = columns.values[last]!;
  const open = openPositions(run.book, scope, toDay);
  const positions = open.map((position) => {
    const value = columns.symbols.get(position.symbol)!.values[last]!;
    const cost = position.baseCost === null ? NaN : position.baseCost.toNumber();
    return {
      symbol: position.symbol,
      quantity: position.quantity.toNumber(),
      averagePrice: known(cost / position.quantity.toNumber()),
      ...priceOf(run, position, toDay),
      weight: total > 0 ? known(value / total) : null,
      ...totalsOf(value, cost, value - cost, dayOfSymbol(columns, position.symbol)),
    };
  });
  const cost = sum(open.map(({ baseCost }) => (baseCost === null ? NaN : baseCost.toNumber())));
  const shares = sum(positions.map(({ symbol }) => columns.symbols.get(symbol)!.values[last]!));
  return { positions, totals: totalsOf(total, cost, shares - cost, dayOf(columns)) };
}

/** Value on the day before, and what came in and went out since. */
interface Day {
  readonly before: number;
  readonly came: number;
  readonly went: number;
}

function dayOf({ days, inflows, outflows, eveValue }: LedgerColumns): Day {
  const last = days.length - 1;
  return { before: eveValue, came: inflows[last]!, went: outflows[last]! };
}

function dayOfSymbol({ days, symbols, flows }: LedgerColumns, symbol: string): Day {
  const last = days.length - 1;
  let [came, went] = [0, 0];
  for (let i = flows.length - 1; i >= 0 && flows[i]!.t === last; i--) {
    if (flows[i]!.symbol !== symbol) continue;
    const flow = flows[i]!.symbolFlow + flows[i]!.moved;
    if (flow > 0) came += flow;
    else went -= flow;
  }
  return { before: symbols.get(symbol)!.eveValue, came, went };
}

function totalsOf(value: number, cost: number, gain: number, { before, came, went }: Day): Totals {
  const dayChange = value + went - before - came;
  return {
    marketValue: known(value),
    costBasis: known(cost),
    unrealisedPnl: known(gain),
    unrealisedPnlPercent: known(gain / cost),
    dayChange: known(dayChange),
    dayChangePercent: known(dayChange / (before > 0 ? before : came)),
  };
}

function priceOf({ book, market }: LedgerRun, { symbol }: OpenPosition, toDay: number) {
  const prices = market.prices(symbol);
  const last = prices ? lastPositionOnOrBefore(prices.days, toDay) : -1;
  const priceDay = prices?.days[last];
  const isPriced = book
    .positionsOf(symbol)
    .some(({ lots }) => lots.some(({ day }) => day <= (priceDay ?? -Infinity)));
  if (!prices || priceDay === undefined || !isPriced) return { price: null, priceDay: null };
  const amount = prices.closes[last]! * market.factors.on(symbol, toDay);
  return { price: known(market.inBase({ currency: prices.currency, amount }, toDay)), priceDay };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
