import { code as currencyOfCode } from 'currency-codes';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import {
  BY_SUFFIX,
  CURRENCIES,
  EVERY_DAY,
  FUTURES,
  INDEX_SUFFIX,
  NEW_YORK,
  ROUND_THE_CLOCK,
  US_INDICES,
} from './exchange-table';
import type { UsualHours } from './exchange-table';
import { earlyClose, isHoliday } from './holidays';
import { instantAt, localTime, weekdayOf } from './local-time';
import { hoursOfPeriod, toldSession } from './told-session';
import type { ToldSession } from './told-session';

/** Who says when an exchange trades: the provider, a calendar of holidays, a table of usual hours, or nobody. */
export const HOURS_SOURCES = ['provider', 'calendar', 'table', 'assumed'] as const;
export type HoursSource = (typeof HOURS_SOURCES)[number];

/** When an instrument's exchange trades. */
export interface ExchangeHours extends UsualHours {
  source: HoursSource;
  told?: ToldSession;
}

/** Of an exchange that nobody tells anything of: it may trade at any moment. */
const ASSUMED: UsualHours = { timeZone: 'UTC', opens: 0, closes: 1_440, weekdays: EVERY_DAY };

/** Coins that others are quoted in, beside the currencies of ISO 4217. */
const COINS: ReadonlySet<string> = new Set(['USDT', 'USDC', 'BTC', 'ETH', 'BNB']);

/** The hours of a symbol: as a provider told them, else the usual ones, else any. */
export function exchangeHours(symbol: string): ExchangeHours {
  const usual = usualHours(symbol);
  const told = toldSession(symbol);
  if (!told) {
    return { ...(usual ?? ASSUMED), source: !usual ? 'assumed' : usual.calendar ? 'calendar' : 'table' };
  }
  const isSameZone = usual?.timeZone === told.timeZone;
  const { opens, closes } = joined(hoursOfPeriod(told), isSameZone ? usual : undefined);
  return {
    timeZone: told.timeZone,
    opens,
    closes,
    weekdays: told.weekdays ?? (usual ?? ASSUMED).weekdays,
    ...(isSameZone && usual.calendar && { calendar: usual.calendar }),
    source: 'provider',
    told,
  };
}

/** Hours of days that nobody told of: the told day may have been a half one, so that the usual hours count too. */
function joined(
  told: { opens: number; closes: number } | undefined,
  usual: UsualHours | undefined,
): { opens: number; closes: number } {
  if (!told || !usual) return told ?? usual ?? ASSUMED;
  return { opens: Math.min(told.opens, usual.opens), closes: Math.max(told.closes, usual.closes) };
}

function usualHours(symbol: string): UsualHours | undefined {
  if (isPrivateSymbol(symbol)) return undefined;
  if (symbol.endsWith('=X')) return CURRENCIES;
  if (symbol.endsWith('=F')) return FUTURES;
  if (isCoinPair(symbol) || isRoundTheClock(symbol)) return ROUND_THE_CLOCK;
  const suffix = INDEX_SUFFIX[symbol] ?? symbol.split('.')[1];
  if (suffix !== undefined) return BY_SUFFIX[suffix] ?? (suffix.length === 1 ? NEW_YORK : undefined);
  return symbol.startsWith('^') && !US_INDICES.has(symbol) ? undefined : NEW_YORK;
}

/** Listed by the simulated market only, which has prices of them at all hours. */
export function isRoundTheClock(symbol: string): boolean {
  return symbol.startsWith('SIM-');
}

/** Such as BTC-CAD; `BRK-B` is a class of shares. */
function isCoinPair(symbol: string): boolean {
  const quoted = /^[A-Z0-9]+-([A-Z]{3,4})$/.exec(symbol)?.[1];
  return quoted !== undefined && (COINS.has(quoted) || currencyOfCode(quoted) !== undefined);
}

/** A provider's word on whether it trades counts for so long, in milliseconds. */
const STATE_HOLDS = 300_000;

/** Whether the exchange trades at an instant: by the session that was told for its day, by what was told just now, else by its usual hours. */
export function isSessionOpen(hours: ExchangeHours, instant: Date): boolean {
  const { timeZone, told } = hours;
  const now = instant.getTime();
  const { day, second } = localTime(instant, timeZone);
  if (told?.period && [told.period.start, told.period.at].some((moment) => isOn(day, moment, timeZone))) {
    return now >= told.period.start && now < told.period.end && isHeld(hours, told.period);
  }
  if (told?.isOpen !== undefined && Math.abs(now - (told.stateAt ?? told.at)) < STATE_HOLDS)
    return told.isOpen;
  return isSessionDay(hours, day) && second >= hours.opens * 60 && second < closingOn(hours, day) * 60;
}

/**
 * Whether there is trading in a period that was told: by what was told within it, else by the days on which the exchange
 * trades. Providers tell periods of holidays too.
 */
export function isHeld(hours: ExchangeHours, { start, end }: { start: number; end: number }): boolean {
  const { told, timeZone } = hours;
  const { isOpen, stateAt = -Infinity } = told ?? {};
  if (isOpen !== undefined && stateAt >= start && stateAt < end) return isOpen;
  return isSessionDay(hours, localTime(new Date(start), timeZone).day);
}

function isOn(day: number, moment: number, timeZone: string): boolean {
  return localTime(new Date(moment), timeZone).day === day;
}

/** Closing auctions and late corrections: a day counts as closed this many seconds after its session's end. */
const SETTLING_SECONDS = 1_800;

/** The latest trading day whose session is over and settled. */
export function lastClosedDay(hours: ExchangeHours, instant: Date): number {
  const { timeZone, told } = hours;
  const { day, second } = localTime(instant, timeZone);
  const isToldToday = told?.period && isOn(day, told.period.start, timeZone);
  const isOver = isToldToday
    ? instant.getTime() >= told.period!.end + SETTLING_SECONDS * 1_000
    : second >= closingOn(hours, day) * 60 + SETTLING_SECONDS;
  return lastSessionDay(hours, isOver ? day : day - 1);
}

/** Whether sessions are held on a day of the week at all; a holiday is not told from other days. */
export function isTradingDay({ weekdays }: ExchangeHours, day: number): boolean {
  return weekdays.includes(weekdayOf(day));
}

/** Whether a session is held on a day, as far as its exchange's holidays are known. */
export function isSessionDay(hours: ExchangeHours, day: number): boolean {
  return isTradingDay(hours, day) && !(hours.calendar && isHoliday(hours.calendar, day));
}

/** The latest day up to another on which a session is held. */
export function lastSessionDay(hours: ExchangeHours, day: number): number {
  let last = day;
  while (!isSessionDay(hours, last)) last -= 1;
  return last;
}

/** When the session of a day ends, in minutes after midnight. */
export function closingOn({ calendar, closes }: ExchangeHours, day: number): number {
  return (calendar && earlyClose(calendar, day)) ?? closes;
}

/** The moment of a day's close; where trading goes on past midnight, the last one that is of the day. */
export function closeOn(hours: ExchangeHours, day: number): Date {
  return instantAt(day, Math.min(closingOn(hours, day) * 60, DAY_SECONDS - 1), hours.timeZone);
}

export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}
