import { closingOn, exchangeHours, isHeld, isSessionDay, isSessionOpen } from './exchange-hours';
import type { ExchangeHours } from './exchange-hours';
import { instantAt, localTime } from './local-time';

export const MARKET_STATES = ['open', 'closed', 'unknown'] as const;
export type MarketState = (typeof MARKET_STATES)[number];

export const STATUS_SOURCES = ['provider', 'calendar', 'table', 'unknown'] as const;
export type StatusSource = (typeof STATUS_SOURCES)[number];

/** Whether a symbol's exchange trades at an instant, and when that changes; by whom it is known. */
export interface MarketStatus {
  symbol: string;
  state: MarketState;
  /** of the next session that has not begun; null where there is always one, or nobody knows */
  next_open: string | null;
  /** of the session that is held, else of the next one */
  next_close: string | null;
  /** null where nobody knows it */
  time_zone: string | null;
  source: StatusSource;
}

/** Longer than any holidays of an exchange. */
const DAYS_AHEAD = 21;

interface Session {
  start: number;
  end: number;
}

/** What is known of a symbol's exchange. An exchange that nobody knows is `unknown`, not closed. */
export function marketStatus(symbol: string, now: Date): MarketStatus {
  const hours = exchangeHours(symbol);
  if (hours.source === 'assumed') {
    return {
      symbol,
      state: 'unknown',
      next_open: null,
      next_close: null,
      time_zone: null,
      source: 'unknown',
    };
  }
  const state = isSessionOpen(hours, now) ? 'open' : 'closed';
  const sessions = sessionsFrom(hours, now);
  const next = sessions.find(({ start }) => start > now.getTime());
  const ending = sessions.find(
    ({ start, end }) => end > now.getTime() && (state === 'open' || start > now.getTime()),
  );
  const isEndless = state === 'open' && sessions.length === 1;
  return {
    symbol,
    state,
    next_open: isEndless || !next ? null : new Date(next.start).toISOString(),
    next_close: isEndless || !ending ? null : new Date(ending.end).toISOString(),
    time_zone: hours.timeZone,
    source: hours.source,
  };
}

/** Sessions from the day before on, ascending; those that follow each other without a pause are one. */
function sessionsFrom(hours: ExchangeHours, now: Date): Session[] {
  const today = localTime(now, hours.timeZone).day;
  const sessions: Session[] = [];
  for (let day = today - 1; day <= today + DAYS_AHEAD; day++) {
    const session = sessionOn(hours, day);
    if (!session) continue;
    const last = sessions.at(-1);
    if (last && last.end >= session.start) last.end = session.end;
    else sessions.push(session);
  }
  return sessions;
}

function sessionOn(hours: ExchangeHours, day: number): Session | undefined {
  const { told, timeZone, opens } = hours;
  const period = told?.period;
  if (period && localTime(new Date(period.start), timeZone).day === day) {
    return isHeld(hours, period) ? { start: period.start, end: period.end } : undefined;
  }
  if (!isSessionDay(hours, day)) return undefined;
  const at = (minutes: number) => instantAt(day, minutes * 60, timeZone).getTime();
  return { start: at(opens), end: at(closingOn(hours, day)) };
}
