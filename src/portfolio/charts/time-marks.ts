import { civilDate, dayOf, formatDay, startOfWeek } from '../../analytics/calendar';

/** Days to be named on an axis, and how. */
export interface TimeMarks {
  days: number[];
  label: (day: number) => string;
}

const EVERY_DAYS = [1, 2, 4, 7, 14];
const EVERY_MONTHS = [1, 2, 3, 6];
const EVERY_YEARS = [1, 2, 5, 10, 20, 50];

/** At most `most` evenly spaced days from `first` to `last`: whole days or weeks, else first days of months or years. */
export function timeMarks(first: number, last: number, most: number): TimeMarks {
  const options = [
    ...EVERY_DAYS.map((every) => ({ days: dayMarks(first, last, every), digits: [5, 10] as const })),
    ...EVERY_MONTHS.map((every) => ({ days: monthMarks(first, last, every), digits: [0, 7] as const })),
    ...EVERY_YEARS.map((every) => ({ days: monthMarks(first, last, 12 * every), digits: [0, 4] as const })),
  ];
  const { days, digits } = options.find((option) => option.days.length <= most) ?? options.at(-1)!;
  return { days, label: (day) => formatDay(day).slice(...digits) };
}

function dayMarks(first: number, last: number, every: number): number[] {
  const weekly = every % 7 === 0;
  const marks: number[] = [];
  for (let day = weekly ? startOfWeek(first + 6) : first; day <= last; day += every) marks.push(day);
  return marks;
}

function monthMarks(first: number, last: number, every: number): number[] {
  const { year, month } = civilDate(first);
  const marks: number[] = [];
  let number = Math.ceil((year * 12 + month - 1) / every) * every;
  for (;;) {
    const day = dayOf(Math.floor(number / 12), (number % 12) + 1, 1);
    if (day > last) return marks;
    if (day >= first) marks.push(day);
    number += every;
  }
}
