import { registerDecorator } from 'class-validator';
import { DAY_MS } from './day-length';

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a real calendar day `YYYY-MM-DD` from 1900 to 2199. */
export function isCalendarDay(text: unknown): text is string {
  if (typeof text !== 'string' || !DAY_PATTERN.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  const year = Number(text.slice(0, 4));
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && year >= 1900 && year < 2200;
}

/** Days that were written before: thousands of lots and lines are of the same few. */
const written = new Map<number, string>();
const MOST_WRITTEN = 20_000;

/** The UTC calendar day of an instant. */
export function calendarDayOf(instant: Date): string {
  const day = Math.floor(instant.getTime() / DAY_MS);
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = instant.toISOString().slice(0, 10);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(day, text);
  return text;
}

/** A calendar day in a DTO; never turned into an instant, so no time zone can move it. */
export function IsCalendarDay(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isCalendarDay',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: isCalendarDay,
        defaultMessage: () => `${String(property)} must be a calendar day YYYY-MM-DD`,
      },
    });
}
