import type { PriceSeries } from '../../series/columns';
import type { CorporateEvent } from '../model/corporate-event';
import type { Transaction } from '../model/transaction';
import type { LedgerInput } from './plan';

/**
 * The first day from which on two ledgers may differ in what they are made of; what happens before it is the same in
 * both. Infinity where nothing differs, -infinity where accounts, currency or the terms of a price series do. Of a
 * transfer with several legs all count from the first of them on: a new partner changes what the first leg is.
 */
export function firstChangedDay(before: LedgerInput, after: LedgerInput): number {
  if (!hasSameTerms(before, after)) return -Infinity;
  return Math.min(
    changedLine(before.lines, after.lines),
    changedEvent(before.events, after.events),
    changedSeries(before.prices, after.prices),
    changedSeries(before.rates, after.rates),
    before.toDay === after.toDay ? Infinity : Math.min(before.toDay, after.toDay) + 1,
  );
}

function hasSameTerms(before: LedgerInput, after: LedgerInput): boolean {
  if (before.baseCurrency !== after.baseCurrency || before.oversold !== after.oversold) return false;
  if (JSON.stringify(before.accounts) !== JSON.stringify(after.accounts)) return false;
  return [...after.prices].every(([symbol, { currency, adjustment }]) => {
    const known = before.prices.get(symbol);
    return !known || (known.currency === currency && known.adjustment === adjustment);
  });
}

function changedLine(before: readonly Transaction[], after: readonly Transaction[]): number {
  const known = new Map(before.map((line, place) => [line.id, { line, place }]));
  const changed: Transaction[] = [];
  let place = -1;
  for (const line of after) {
    const same = known.get(line.id);
    known.delete(line.id);
    if (same && isSame(same.line, line) && same.place > place) place = same.place;
    else changed.push(line, ...(same ? [same.line] : []));
  }
  changed.push(...[...known.values()].map(({ line }) => line));
  if (changed.length === 0) return Infinity;
  const groups = new Set(changed.flatMap(({ groupId }) => groupId ?? []));
  const touched = [...before, ...after].filter(({ groupId }) => groupId !== undefined && groups.has(groupId));
  return Math.min(...changed.map(({ day }) => day), ...touched.map(({ day }) => day));
}

function changedEvent(before: readonly CorporateEvent[], after: readonly CorporateEvent[]): number {
  const told = (events: readonly CorporateEvent[]) => events.map((event) => JSON.stringify(event));
  const [known, now] = [told(before), told(after)];
  const [old, fresh] = [new Set(known), new Set(now)];
  const days = [
    ...before.filter((_, i) => !fresh.has(known[i]!)),
    ...after.filter((_, i) => !old.has(now[i]!)),
  ].map(({ exDay }) => exDay);
  return Math.min(Infinity, ...days);
}

function changedSeries(
  before: ReadonlyMap<string, PriceSeries>,
  after: ReadonlyMap<string, PriceSeries>,
): number {
  let first = Infinity;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    first = Math.min(first, changedClose(before.get(name), after.get(name)));
  }
  return first;
}

function changedClose(before: PriceSeries = NONE, after: PriceSeries = NONE): number {
  if (before.days === after.days && before.closes === after.closes) return Infinity;
  const length = Math.min(before.days.length, after.days.length);
  let i = 0;
  while (i < length && before.days[i] === after.days[i] && before.closes[i] === after.closes[i]) i++;
  return Math.min(before.days[i] ?? Infinity, after.days[i] ?? Infinity);
}

const NONE: PriceSeries = { days: new Int32Array(0), closes: new Float64Array(0) };

function isSame(a: Transaction, b: Transaction): boolean {
  const names = Object.keys(a) as (keyof Transaction)[];
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [one, other]: unknown[] = [a[name], b[name]];
    return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
  });
}
