import { lastPositionOnOrBefore } from '../../series/alignment';
import { flowRecords } from './flow-records';
import type { FlowRecord } from './flow-records';
import { Valuer } from './holding-columns';
import type { ValuePair } from './holding-columns';
import type { LedgerLog } from '../book/ledger-log';
import type { Before, Market } from '../plan/market';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';
import { firstDayOf, toldDayBefore, valuationDayBefore, valuationDaysOf } from './valuation-days';

/** A part of what is measured over the days: a symbol, or the cash. */
export interface PartColumns extends ValuePair {
  /** Value on the day before the window. */
  readonly openingValue: number;
  /** Value on the day before the last. */
  readonly eveValue: number;
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
  /**
   * Day that the window counts from: the valuation date before it if that is within a week, else the day before it; or the
   * first of `days` where that opens the scope.
   */
  readonly openingDay: number;
  /** Value on the day before the window, closes carried, at the rates of that day; 0 where it opens the scope. */
  readonly openingValue: number;
  /** Value on the day before the last of `days`, closes carried, at its rates; 0 where the last day opens the scope. */
  readonly eveValue: number;
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
  const toldBefore = isOpened ? toldDayBefore(log, market, scope, start) : -Infinity;
  const days = valuationDaysOf(log, market, scope, start, toDay, toldBefore);
  const carried = new Uint8Array(days.length);
  const { symbols, cash } = partsOver(log, new Valuer(market, days, before), scope, days.length, carried);
  const valuesOn = (day: number) => partsOver(log, new Valuer(market, Int32Array.of(day), before), scope, 1);
  if (isOpened) setValues({ symbols, cash }, 'openingValue', valuesOn(start - 1));
  const eve = toDay - 1;
  const eveAt = lastPositionOnOrBefore(days, eve);
  if (days[eveAt] === eve) setValues({ symbols, cash }, 'eveValue', { symbols, cash }, eveAt);
  else if (eve >= first) setValues({ symbols, cash }, 'eveValue', valuesOn(eve));
  const parts = [...symbols.values(), cash];
  const flows = flowRecords(log.entries, days, scope, before);
  return {
    days,
    ...totalColumns(days.length, parts, flows),
    openingDay: isOpened ? valuationDayBefore(log, market, scope, start, toldBefore) : start,
    openingValue: parts.reduce((sum, { openingValue }) => sum + openingValue, 0),
    eveValue: parts.reduce((sum, { eveValue }) => sum + eveValue, 0),
    symbols,
    cash,
    flows,
    carriedForwardDays: carried.reduce((sum, mark) => sum + mark, 0),
  };
}

interface MadePart extends PartColumns {
  openingValue: number;
  eveValue: number;
}

interface Parts {
  readonly symbols: ReadonlyMap<string, MadePart>;
  readonly cash: MadePart;
}

function partsOver(
  log: LedgerLog,
  valuer: Valuer,
  scope: Scope,
  length: number,
  carried?: Uint8Array,
): Parts {
  const bySymbol = new Map<string, MadePart>();
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

/** Sets a value of each part to that of the same part on position `t` of other days. */
function setValues(parts: Parts, name: 'openingValue' | 'eveValue', others: Parts, t = 0): void {
  for (const [symbol, part] of parts.symbols) part[name] = others.symbols.get(symbol)!.values[t]!;
  parts.cash[name] = others.cash.values[t]!;
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

function partOf(length: number): MadePart {
  return { values: new Float64Array(length), held: new Float64Array(length), openingValue: 0, eveValue: 0 };
}
