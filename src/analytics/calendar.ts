/*
 * A day is a whole number of days since 1970-01-01 (UTC); no time of day, no time zone. Civil date arithmetic after
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013): proleptic Gregorian, no Date objects.
 */

/** A calendar date in numbers: `month` 1 to 12, `day` 1 to 31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Day number of a calendar date. */
export function dayOf(year: number, month: number, day: number): number {
  // The year is taken to begin in March, so that the leap day is its last day.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Calendar date of a day number. */
export function civilDate(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/**
 * Day number of a date written `YYYY-MM-DD`.
 * @throws RangeError if the text is not such a date or the date does not exist (2023-02-29)
 */
export function parseDay(text: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : NaN;
  // A date that does not exist (30 February) comes back as another one.
  if (!parts || formatDay(day) !== text) throw new RangeError(`not a calendar date: '${text}'`);
  return day;
}

/** A day number (years 0 to 9999) written `YYYY-MM-DD`. */
export function formatDay(dayNumber: number): string {
  const { year, month, day } = civilDate(dayNumber);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The same day of the month, `months` earlier; where that month is shorter, its last day (31 March - 1 = 28/29 February). */
export function monthsBefore(dayNumber: number, months: number): number {
  const { year, month, day } = civilDate(dayNumber);
  const first = monthNumber(year, month) - months;
  const lastDay = firstOfMonth(first + 1) - 1;
  return Math.min(firstOfMonth(first) + day - 1, lastDay);
}

/** First day of the month of a day. */
export function startOfMonth(dayNumber: number): number {
  return dayNumber - civilDate(dayNumber).day + 1;
}

/** Last day of the month of a day. */
export function endOfMonth(dayNumber: number): number {
  const { year, month } = civilDate(dayNumber);
  return firstOfMonth(monthNumber(year, month) + 1) - 1;
}

/** Monday of the ISO 8601 week of a day. */
export function startOfWeek(dayNumber: number): number {
  // 1970-01-01 was a Thursday, three days after its Monday.
  return Math.floor((dayNumber + 3) / 7) * 7 - 3;
}

function monthNumber(year: number, month: number): number {
  return year * 12 + month - 1;
}

function firstOfMonth(number: number): number {
  return dayOf(Math.floor(number / 12), (((number % 12) + 12) % 12) + 1, 1);
}
