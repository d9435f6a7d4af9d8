import { lastPositionOnOrBefore } from '../../series/alignment';
import type { LedgerLog } from '../book/ledger-log';
import type { Market } from '../plan/market';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';

/** First day with a line of a scope; infinity without one. */
export function firstDayOf(log: LedgerLog, scope: Scope): number {
  let first = Infinity;
  for (const [accountId, days] of log.lineDays)
    if (holds(scope, accountId)) first = Math.min(first, days[0]!);
  return first;
}

/**
 * Valuation dates of a scope in [fromDay, toDay], ascending: days with a close of a symbol held then, days with a line
 * (or with a flow that a line of another account made), and the last day. One mark per calendar day: linear, no sorting.
 */
export function valuationDaysOf(
  log: LedgerLog,
  market: Market,
  scope: Scope,
  fromDay: number,
  toDay: number,
): Int32Array {
  const marks = new Uint8Array(toDay - fromDay + 1);
  const mark = (day: number) => {
    if (day >= fromDay && day <= toDay) marks[day - fromDay] = 1;
  };
  mark(toDay);
  for (const [accountId, days] of log.lineDays) if (holds(scope, accountId)) days.forEach(mark);
  for (const { accountId, day } of log.entries) if (holds(scope, accountId)) mark(day);
  for (const { accountId, symbol, changes } of log.holdings.values()) {
    const closeDays = holds(scope, accountId) ? market.prices(symbol)?.days : undefined;
    if (!closeDays) continue;
    changes.forEach(({ day, after }, i) => {
      const last = Math.min(changes[i + 1]?.day ?? toDay, toDay);
      if (after.shares === 0 || last < fromDay) return;
      let c = lastPositionOnOrBefore(closeDays, Math.max(day, fromDay) - 1) + 1;
      for (; c < closeDays.length && closeDays[c]! <= last; c++) marks[closeDays[c]! - fromDay] = 1;
    });
  }
  return daysMarked(marks, fromDay);
}

/** The last valuation date of a scope before a day; -infinity if there is none. */
export function valuationDayBefore(log: LedgerLog, market: Market, scope: Scope, day: number): number {
  let latest = -Infinity;
  for (const [accountId, days] of log.lineDays) {
    if (holds(scope, accountId)) latest = Math.max(latest, lastBefore(days, day));
  }
  for (const { accountId, day: entryDay } of log.entries) {
    if (entryDay >= day) break;
    if (holds(scope, accountId)) latest = Math.max(latest, entryDay);
  }
  for (const { accountId, symbol, changes } of log.holdings.values()) {
    const closeDays = holds(scope, accountId) ? market.prices(symbol)?.days : undefined;
    if (!closeDays) continue;
    for (let i = changes.length - 1; i >= 0; i--) {
      if (changes[i]!.day >= day || changes[i]!.after.shares === 0) continue;
      const until = Math.min(changes[i + 1]?.day ?? Infinity, day - 1);
      const close = closeDays[lastPositionOnOrBefore(closeDays, until)] ?? -Infinity;
      if (close >= changes[i]!.day) latest = Math.max(latest, close);
      break;
    }
  }
  return latest;
}

function lastBefore(days: readonly number[], day: number): number {
  for (let i = days.length - 1; i >= 0; i--) if (days[i]! < day) return days[i]!;
  return -Infinity;
}

function daysMarked(marks: Uint8Array, fromDay: number): Int32Array {
  let count = 0;
  for (let i = 0; i < marks.length; i++) count += marks[i]!;
  const days = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i]) days[next++] = fromDay + i;
  return days;
}
