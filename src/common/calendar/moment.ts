import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { isCalendarDay } from './calendar-day';

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The instant that a date-time of RFC 3339 names, to the millisecond. Without a zone it would be another one on another
 * server, and a day that does not exist would be taken for one of the next month.
 * @returns undefined for any other text
 */
export function momentOf(text: string): Date | undefined {
  const written = text.toUpperCase();
  return isCalendarDay(MOMENT.exec(written)?.[1]) ? new Date(written) : undefined;
}

/** A moment in a DTO: a date-time of RFC 3339, of a day from 1900 to 2199, as a `Date`. */
export function IsMoment(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (momentOf(value) ?? value) : value,
    ),
    ValidateBy({
      name: 'isMoment',
      validator: {
        validate: (value) => value instanceof Date,
        defaultMessage: () =>
          '$property must be a date-time of a day that exists with its zone, such as 2026-12-31T23:00:00Z (RFC 3339)',
      },
    }),
  );
}
