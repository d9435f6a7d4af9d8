import { parseDay } from '../analytics/calendar';

/** When an instrument's exchange trades; times are minutes after midnight in its time zone. */
export interface ExchangeHours {
  timeZone: string;
  opens: number;
  closes: number;
  /** Saturdays and Sundays too */
  everyDay: boolean;
}

const exchange = (timeZone: string, opens: string, closes: string): ExchangeHours => ({
  timeZone,
  opens: minutes(opens),
  closes: minutes(closes),
  everyDay: false,
});

const NEW_YORK = exchange('America/New_York', '09:30', '16:00');
const CURRENCIES = exchange('UTC', '00:00', '24:00');
const ROUND_THE_CLOCK = { ...CURRENCIES, everyDay: true };

/** By the suffix that Yahoo and Alpha Vantage use; a symbol without one trades in New York. */
const BY_SUFFIX: Record<string, ExchangeHours> = {
  L: exchange('Europe/London', '08:00', '16:30'),
  DE: exchange('Europe/Berlin', '09:00', '17:30'),
  F: exchange('Europe/Berlin', '08:00', '22:00'),
  PA: exchange('Europe/Paris', '09:00', '17:30'),
  AS: exchange('Europe/Amsterdam', '09:00', '17:30'),
  BR: exchange('Europe/Brussels', '09:00', '17:30'),
  MI: exchange('Europe/Rome', '09:00', '17:30'),
  MC: exchange('Europe/Madrid', '09:00', '17:30'),
  SW: exchange('Europe/Zurich', '09:00', '17:30'),
  VI: exchange('Europe/Vienna', '09:00', '17:30'),
  ST: exchange('Europe/Stockholm', '09:00', '17:30'),
  CO: exchange('Europe/Copenhagen', '09:00', '17:00'),
  HE: exchange('Europe/Helsinki', '10:00', '18:30'),
  OL: exchange('Europe/Oslo', '09:00', '16:30'),
  LS: exchange('Europe/Lisbon', '08:00', '16:30'),
  IR: exchange('Europe/Dublin', '08:00', '16:30'),
  WA: exchange('Europe/Warsaw', '09:00', '17:00'),
  IS: exchange('Europe/Istanbul', '10:00', '18:00'),
  TO: exchange('America/Toronto', '09:30', '16:00'),
  V: exchange('America/Toronto', '09:30', '16:00'),
  SA: exchange('America/Sao_Paulo', '10:00', '18:00'),
  JO: exchange('Africa/Johannesburg', '09:00', '17:00'),
  TA: { ...exchange('Asia/Jerusalem', '09:45', '17:30'), everyDay: true },
  NS: exchange('Asia/Kolkata', '09:15', '15:30'),
  BO: exchange('Asia/Kolkata', '09:15', '15:30'),
  HK: exchange('Asia/Hong_Kong', '09:30', '16:00'),
  T: exchange('Asia/Tokyo', '09:00', '15:30'),
  KS: exchange('Asia/Seoul', '09:00', '15:30'),
  KQ: exchange('Asia/Seoul', '09:00', '15:30'),
  SS: exchange('Asia/Shanghai', '09:30', '15:00'),
  SZ: exchange('Asia/Shanghai', '09:30', '15:00'),
  TW: exchange('Asia/Taipei', '09:00', '13:30'),
  SI: exchange('Asia/Singapore', '09:00', '17:00'),
  AX: exchange('Australia/Sydney', '10:00', '16:00'),
  NZ: exchange('Pacific/Auckland', '10:00', '16:45'),
};

/** Indices have no suffix; they move while the shares in them trade. */
const INDEX_SUFFIX: Record<string, string> = {
  '^FTSE': 'L',
  '^GDAXI': 'DE',
  '^STOXX50E': 'DE',
  '^FCHI': 'PA',
  '^AEX': 'AS',
  '^IBEX': 'MC',
  '^SSMI': 'SW',
  '^GSPTSE': 'TO',
  '^BVSP': 'SA',
  '^N225': 'T',
  '^HSI': 'HK',
  '^KS11': 'KS',
  '^TWII': 'TW',
  '^NSEI': 'NS',
  '^BSESN': 'BO',
  '^AXJO': 'AX',
};

/** The usual hours of the exchange that a symbol names; holidays are not known here. */
export function exchangeHours(symbol: string): ExchangeHours {
  if (symbol.endsWith('=X')) return CURRENCIES;
  if (/^[A-Z0-9]+-(USD|EUR|GBP|USDT)$/.test(symbol)) return ROUND_THE_CLOCK;
  return BY_SUFFIX[INDEX_SUFFIX[symbol] ?? symbol.split('.')[1] ?? ''] ?? NEW_YORK;
}

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
  const day = Math.floor(seconds / DAY);
  return { day, second: seconds - day * DAY };
}

/** Whether the exchange trades at an instant, by its usual hours. */
export function isSessionOpen(hours: ExchangeHours, instant: Date): boolean {
  const { day, second } = localTime(instant, hours.timeZone);
  return isTradingDay(hours, day) && second >= hours.opens * 60 && second < hours.closes * 60;
}

/** Closing auctions and late corrections: a day counts as closed this many seconds after its session's end. */
const SETTLING = 1_800;

/** The latest trading day whose session is over and settled. */
export function lastClosedDay(hours: ExchangeHours, instant: Date): number {
  const { day, second } = localTime(instant, hours.timeZone);
  let closed = second >= hours.closes * 60 + SETTLING ? day : day - 1;
  while (!isTradingDay(hours, closed)) closed -= 1;
  return closed;
}

/** Whether sessions are held on a day at all. */
export function isTradingDay({ everyDay }: ExchangeHours, day: number): boolean {
  return everyDay || !isWeekend(day);
}

/** 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday >= 5;
}

const DAY = 86_400;
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
  return parseDay(`${parts.year}-${parts.month}-${parts.day}`) * DAY + timeOfDay;
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

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
