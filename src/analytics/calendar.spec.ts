import fc from 'fast-check';
import {
  civilDate,
  endOfMonth,
  formatDay,
  monthsBefore,
  parseDay,
  startOfMonth,
  startOfWeek,
} from './calendar';

const MS_PER_DAY = 86_400_000;
const anyDay = fc.integer({ min: parseDay('0001-01-01'), max: parseDay('9999-12-31') });

describe('calendar', () => {
  it('agrees with the platform on every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(formatDay(day)).toBe(new Date(day * MS_PER_DAY).toISOString().slice(0, 10));
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
  });

  it('agrees on the leap days and turns of all years of four centuries', () => {
    for (let year = 1799; year <= 2201; year++) {
      for (const start of [`${year}-02-28`, `${year}-12-31`]) {
        const day = Date.parse(start) / MS_PER_DAY;
        const dates = [day, day + 1, day + 2].map((each) =>
          new Date(each * MS_PER_DAY).toISOString().slice(0, 10),
        );
        expect([day, day + 1, day + 2].map(formatDay)).toEqual(dates);
        expect(dates.map(parseDay)).toEqual([day, day + 1, day + 2]);
      }
    }
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00',
    '',
    '2024-04-31',
  ])('refuses %p', (text) => {
    expect(() => parseDay(text)).toThrow(RangeError);
  });

  it.each([
    ['2024-03-31', 1, '2024-02-29'],
    ['2023-03-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2024-01-15', 1, '2023-12-15'],
    ['2024-07-31', 1, '2024-06-30'],
    ['2024-07-31', 0, '2024-07-31'],
  ])('%s less %i months is %s', (day, months, expected) => {
    expect(formatDay(monthsBefore(parseDay(day), months))).toBe(expected);
  });

  it('knows the ends of months and the Mondays of weeks', () => {
    expect(formatDay(endOfMonth(parseDay('2024-02-10')))).toBe('2024-02-29');
    expect(formatDay(endOfMonth(parseDay('2024-12-31')))).toBe('2024-12-31');
    expect(formatDay(startOfMonth(parseDay('2024-02-29')))).toBe('2024-02-01');
    fc.assert(
      fc.property(anyDay, (day) => {
        const monday = startOfWeek(day);
        expect(new Date(monday * MS_PER_DAY).getUTCDay()).toBe(1);
        expect(day - monday).toBeGreaterThanOrEqual(0);
        expect(day - monday).toBeLessThan(7);
      }),
    );
  });

  it('names the parts of a date', () => {
    expect(civilDate(parseDay('1969-12-31'))).toEqual({ year: 1969, month: 12, day: 31 });
  });
});
