import { lastPositionOnOrBefore } from '../../series/alignment';
import type { LedgerLog } from '../book/ledger-log';
import type { Market } from '../plan/market';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';
import { ratedDays } from './rated-days';

/** Days of closes and lines that are further apart leave a silence in which rates tell what is held. */
export const LONGEST_SILENCE_DAYS = 7;

/** First day with a line of a scope; infinity without one. */
export function firstDayOf(log: LedgerLog, scope: Scope): number {
  let first = Infinity;
  for (const [accountId, days] of log.lineDays)
    if (holds(scope, accountId)) first = Math.min(first, days[0]!);
  return first;
}

/**
 * Valuation dates of a scope in [fromDay, toDay], ascending: days with a close of a symbol held then, days with a line
 * (or with a flow that a line of another account made), and the last day. Where two of these are more than a week apart,
 * money and shares whose close is carried still move with their currencies: then days with a rate of one of these count
 * as well. One mark per calendar day: linear, no sorting.
 *
 * @param toldBefore the last day of a close or a line before `fromDay`; -infinity if there is none
 */
export function valuationDaysOf(
  log: LedgerLog,
  market: Market,
  scope: Scope,
  fromDay: number,
  toDay: number,
  toldBefore: number,
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
  const days = daysMarked(marks, fromDay);
  const rated = silencesOf(days, toldBefore).flatMap(({ after, until }) =>
    ratedDays(log, market, scope, after, Math.max(fromDay, after + 1), until),
  );
  rated.forEach(mark);
  return rated.length > 0 ? daysMarked(marks, fromDay) : days;
}

interface Silence {
  readonly after: number;
  readonly until: number;
}

function silencesOf(days: Int32Array, toldBefore: number): Silence[] {
  const silences: Silence[] = [];
  let after = toldBefore;
  for (const until of days) {
    if (after > -Infinity && until - after > LONGEST_SILENCE_DAYS) silences.push({ after, until });
    after = until;
  }
  return silences;
}

/** The last day before a day with a close of a symbol held then or with a line of a scope; -infinity if there is none. */
export function toldDayBefore(log: LedgerLog, market: Market, scope: Scope, day: number): number {
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

/**
 * The last valuation date of a scope before a day; the day before it where none is within a week.
 *
 * @param toldBefore the last day of a close or a line before `day`
 */
export function valuationDayBefore(
  log: LedgerLog,
  market: Market,
  scope: Scope,
  day: number,
  toldBefore: number,
): number {
  if (day - toldBefore <= LONGEST_SILENCE_DAYS) return toldBefore;
  const rated = ratedDays(log, market, scope, toldBefore, day - LONGEST_SILENCE_DAYS, day);
  return rated.length > 0 ? Math.max(...rated) : day - 1;
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
