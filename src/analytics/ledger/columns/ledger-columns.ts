import { flowRecords } from './flow-records';
import type { FlowRecord } from './flow-records';
import { Valuer } from './holding-columns';
import type { ValuePair } from './holding-columns';
import type { LedgerLog } from '../book/ledger-log';
import type { Before, Market } from '../plan/market';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';
import { firstDayOf, valuationDayBefore, valuationDaysOf } from './valuation-days';

/** A part of what is measured over the days: a symbol, or the cash. */
export interface PartColumns extends ValuePair {
  /** Value on the opening day. */
  readonly openingValue: number;
}

/** The daily columns of a scope over its valuation dates, in base currency; NaN where a rate or price is missing. */
export interface LedgerColumns {
  readonly days: Int32Array;
  /** V[t]: value at the close, cash included. */
  readonly values: Float64Array;
  /** B[t]: value at the same close of what was held at the end of t - 1, with the day's net income, less its costs. */
  readonly held: Float64Array;
  /** IN[t] and OUT[t]: external flows, >= 0. */
  readonly inflows: Float64Array;
  readonly outflows: Float64Array;
  /** The part of IN[t] that is nothing but standalone costs. */
  readonly costInflows: Float64Array;
  /** Day of the starting value: the valuation date before the first of `days`, or that day where it opens the scope. */
  readonly openingDay: number;
  /** Value at the close of `openingDay`; 0 where it opens the scope. */
  readonly openingValue: number;
  /** Shares and cash alone, without what flows add to what was held; symbols in code-unit order. */
  readonly symbols: ReadonlyMap<string, PartColumns>;
  readonly cash: PartColumns;
  readonly flows: readonly FlowRecord[];
  /** Days on which a held symbol had no close of its own. */
  readonly carriedForwardDays: number;
}

/** What a scope is measured by. */
export interface ColumnOptions {
  readonly scope: Scope;
  /** First day of the window; null, or a day before the first line, means the first line. */
  readonly fromDay: number | null;
  readonly toDay: number;
  /** Charges that are taken as not charged. */
  readonly before?: Before;
}

/** The daily columns of a scope over a window; null without a line up to its end. */
export function ledgerColumns(log: LedgerLog, market: Market, options: ColumnOptions): LedgerColumns | null {
  const { scope, fromDay, toDay, before = null } = options;
  const first = firstDayOf(log, scope);
  if (first > toDay) return null;
  const start = Math.max(first, fromDay ?? first);
  const isOpened = start > first;
  const openingDay = isOpened ? valuationDayBefore(log, market, scope, start) : start;
  const days = valuationDaysOf(log, market, scope, start, toDay);
  const carried = new Uint8Array(days.length);
  const { symbols, cash } = partsOver(log, new Valuer(market, days, before), scope, days.length, carried);
  if (isOpened) openParts(log, market, scope, openingDay, before, symbols, cash);
  const flows = flowRecords(log.entries, days, scope, before);
  return {
    days,
    ...totalColumns(days.length, [...symbols.values(), cash], flows),
    openingDay,
    openingValue: [...symbols.values(), cash].reduce((sum, part) => sum + part.openingValue, 0),
    symbols,
    cash,
    flows,
    carriedForwardDays: carried.reduce((sum, mark) => sum + mark, 0),
  };
}

interface OpenedPart extends PartColumns {
  openingValue: number;
}

function partsOver(log: LedgerLog, valuer: Valuer, scope: Scope, length: number, carried?: Uint8Array) {
  const bySymbol = new Map<string, OpenedPart>();
  for (const timeline of log.holdings.values()) {
    if (!holds(scope, timeline.accountId)) continue;
    let part = bySymbol.get(timeline.symbol);
    if (!part) bySymbol.set(timeline.symbol, (part = partOf(length)));
    valuer.addHolding(timeline, part, carried);
  }
  const cash = partOf(length);
  for (const timeline of log.cash.values())
    if (holds(scope, timeline.accountId)) valuer.addCash(timeline, cash);
  return { symbols: new Map([...bySymbol].sort(([a], [b]) => (a < b ? -1 : 1))), cash };
}

function openParts(
  log: LedgerLog,
  market: Market,
  scope: Scope,
  day: number,
  before: Before,
  symbols: ReadonlyMap<string, OpenedPart>,
  cash: OpenedPart,
): void {
  const opening = partsOver(log, new Valuer(market, Int32Array.of(day), before), scope, 1);
  for (const [symbol, part] of opening.symbols) symbols.get(symbol)!.openingValue = part.values[0]!;
  cash.openingValue = opening.cash.values[0]!;
}

function totalColumns(length: number, parts: readonly PartColumns[], flows: readonly FlowRecord[]) {
  const total = {
    ...partOf(length),
    inflows: new Float64Array(length),
    outflows: new Float64Array(length),
    costInflows: new Float64Array(length),
  };
  for (const { values, held } of parts) {
    addColumn(values, total.values);
    addColumn(held, total.held);
  }
  const addFlow = (t: number, flow: number, isCost: boolean) => {
    if (flow < 0) total.outflows[t] = total.outflows[t]! - flow;
    else total.inflows[t] = total.inflows[t]! + flow;
    if (isCost && flow > 0) total.costInflows[t] = total.costInflows[t]! + flow;
  };
  for (const { t, flow, isCost, chargeOut, held } of flows) {
    total.held[t] = total.held[t]! + held;
    addFlow(t, flow, isCost);
    addFlow(t, -chargeOut, true);
  }
  return total;
}

function addColumn(column: Float64Array, into: Float64Array): void {
  for (let t = 0; t < into.length; t++) into[t] = into[t]! + column[t]!;
}

function partOf(length: number): OpenedPart {
  return { values: new Float64Array(length), held: new Float64Array(length), openingValue: 0 };
}
