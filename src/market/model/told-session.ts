import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { localTime, weekdayOf } from './local-time';

/** What a provider says of a symbol's trading hours. */
export interface ToldSession {
  timeZone: string;
  /** the regular session of its day, the one before or the next, and when it was told; in milliseconds */
  period?: { start: number; end: number; at: number };
  /** whether it traded when that was told */
  isOpen?: boolean;
  /** when that was, in milliseconds */
  stateAt?: number;
  /** the weekdays on which there are bars, 0 for Sunday */
  weekdays?: readonly number[];
  /** when this was told, in milliseconds */
  at: number;
}

const SYMBOLS = 50_000;
/** An exchange's week has at least so many days; fewer are those of a fund that is priced now and then. */
const DAYS_A_WEEK = 5;
/** Fewer bars do not tell which weekdays there are. */
const BARS_THAT_TELL = 15;

const told = new LRUCache<string, ToldSession>(atMost(SYMBOLS));

/** Notes what a provider tells; what it does not tell this time stays as it was told before. */
export function noteSession(symbol: string, session: ToldSession): ToldSession {
  const before = told.get(symbol);
  const joined = before?.timeZone === session.timeZone ? { ...before, ...session } : session;
  told.set(symbol, joined);
  return joined;
}

export function toldSession(symbol: string): ToldSession | undefined {
  return told.get(symbol);
}

/** The weekdays that an exchange trades on, by the days of bars; undefined where they do not tell. */
export function weekdaysOf(days: readonly number[]): number[] | undefined {
  if (days.length < BARS_THAT_TELL) return undefined;
  const weekdays = [...new Set(days.map(weekdayOf))].sort((a, b) => a - b);
  return weekdays.length >= DAYS_A_WEEK ? weekdays : undefined;
}

/** The hours of the told period, in minutes after midnight. */
export function hoursOfPeriod({
  timeZone,
  period,
}: ToldSession): { opens: number; closes: number } | undefined {
  if (!period) return undefined;
  const opens = Math.floor(localTime(new Date(period.start), timeZone).second / 60);
  return { opens, closes: opens + Math.round((period.end - period.start) / 60_000) };
}
