import { getHolidays } from 'nyse-holidays';
import { formatDay, parseDay } from '../../analytics/calendar';
import type { UsualHours } from './exchange-table';
import { weekdayOf } from './local-time';

type Calendar = NonNullable<UsualHours['calendar']>;

interface Year {
  holidays: ReadonlySet<number>;
  halfDays: ReadonlySet<number>;
}

const ONE_O_CLOCK = 13 * 60;
const known = new Map<number, Year>();

/** Whether an exchange keeps a day as a holiday. */
export function isHoliday(_calendar: Calendar, day: number): boolean {
  return yearOf(day).holidays.has(day);
}

/** When an exchange closes on a half day, in minutes after midnight; undefined on other days. */
export function earlyClose(_calendar: Calendar, day: number): number | undefined {
  return yearOf(day).halfDays.has(day) ? ONE_O_CLOCK : undefined;
}

function yearOf(day: number): Year {
  const year = Number(formatDay(day).slice(0, 4));
  const found = known.get(year) ?? newYorkYear(year);
  known.set(year, found);
  return found;
}

/**
 * New York closes at one on the days before Independence Day and Christmas and on the day after Thanksgiving, where those
 * are weekdays and no holidays themselves. Source: NYSE Rule 7.2, hours and calendars.
 */
function newYorkYear(year: number): Year {
  const listed = getHolidays(year).map(({ name, dateString }) => ({ name, day: parseDay(dateString) }));
  const holidays = new Set(listed.map(({ day }) => day));
  const thanksgiving = listed.find(({ name }) => name.startsWith('Thanksgiving'))?.day;
  const candidates = [
    parseDay(`${year}-07-03`),
    parseDay(`${year}-12-24`),
    ...(thanksgiving === undefined ? [] : [thanksgiving + 1]),
  ];
  const isOpen = (day: number) => ![0, 6].includes(weekdayOf(day)) && !holidays.has(day);
  return { holidays, halfDays: new Set(candidates.filter(isOpen)) };
}
