import { DAY_SECONDS } from '../../common/calendar/day-length';
import { parseDay } from '../../analytics/calendar';

/** A wall-clock moment at an exchange. */
export interface LocalTime {
  /** days since 1970-01-01 */
  day: number;
  /** seconds after midnight */
  second: number;
}

/** The date and time of day that an instant is in a time zone. */
export function localTime(instant: Date, timeZone: string): LocalTime {
  const seconds = Math.floor(instant.getTime() / 1_000) + offsetFromUtc(instant, timeZone);
  const day = Math.floor(seconds / DAY_SECONDS);
  return { day, second: seconds - day * DAY_SECONDS };
}

/** The instant at which a time zone's calendar and clock show a day and a second of it. */
export function instantAt(day: number, second: number, timeZone: string): Date {
  const local = (day * DAY_SECONDS + second) * 1_000;
  const guess = new Date(local - offsetFromUtc(new Date(local), timeZone) * 1_000);
  return new Date(local - offsetFromUtc(guess, timeZone) * 1_000);
}

/** A time zone's canonical name; undefined for a name that is none. */
export function timeZoneNamed(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The weekday of a day number, 0 for Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Clocks change on the quarter hour, wherever they do. */
const QUARTER = 900_000;

const offsets = new Map<string, { quarter: number; seconds: number }>();

/** Seconds that a time zone is ahead of UTC; found out once in a quarter hour, since `Intl` is slow and quotes are hot. */
function offsetFromUtc(instant: Date, timeZone: string): number {
  const quarter = Math.floor(instant.getTime() / QUARTER);
  const known = offsets.get(timeZone);
  if (known?.quarter === quarter) return known.seconds;
  const seconds = wallClock(instant, timeZone) - Math.floor(instant.getTime() / 1_000);
  offsets.set(timeZone, { quarter, seconds });
  return seconds;
}

/** What the zone's calendar and clock show, in seconds as though they showed UTC. */
function wallClock(instant: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const timeOfDay = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second);
  return parseDay(`${parts.year}-${parts.month}-${parts.day}`) * DAY_SECONDS + timeOfDay;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
