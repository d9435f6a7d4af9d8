import { momentOf } from './moment';

describe('momentOf', () => {
  it.each([
    ['2026-12-31T00:00:00Z', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31t00:00:00z', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31T00:00:00.123456789Z', '2026-12-31T00:00:00.123Z'],
    ['2026-12-31T00:00:00+14:00', '2026-12-30T10:00:00.000Z'],
    ['2024-02-29T23:59:59-00:30', '2024-03-01T00:29:59.000Z'],
  ])('reads %s', (text, instant) => {
    expect(momentOf(text)?.toISOString()).toBe(instant);
  });

  it.each([
    ['a day that does not exist', '2027-02-30T00:00:00Z'],
    ['no zone', '2026-12-31T00:00:00'],
    ['a day alone', '2026-12-31'],
    ['a month alone', '2026-12'],
    ['a year with a sign', '+002026-12-31T00:00:00Z'],
    ['a year of five digits', '10000-01-01T00:00:00Z'],
    ['a year far away', '0001-01-01T00:00:00Z'],
    ['an hour too many', '2026-12-31T24:00:00Z'],
    ['a leap second, which no Date has', '2016-12-31T23:59:60Z'],
    ['no seconds', '2026-12-31T00:00Z'],
    ['a space', '2026-12-31 00:00:00Z'],
    ['a zone without a colon', '2026-12-31T00:00:00+0100'],
    ['something behind it', '2026-12-31T00:00:00Z '],
    ['no moment at all', 'never'],
  ])('does not read %s', (_, text) => {
    expect(momentOf(text)).toBeUndefined();
  });
});
