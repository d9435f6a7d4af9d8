import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { compareValues, equalValues } from './bson-order';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

describe('compareValues', () => {
  it('orders types as MongoDB documents it', () => {
    const ordered = [
      new MinKey(),
      null,
      -1,
      'text',
      { a: 1 },
      [1],
      new Binary(Buffer.from([1])),
      new ObjectId(),
      false,
      true,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      new MaxKey(),
    ];
    expect([...ordered].reverse().sort(compareValues)).toEqual(ordered);
  });

  it('compares numbers of all kinds by value', () => {
    expect(equalValues(5, Long.fromNumber(5))).toBe(true);
    expect(equalValues(0.5, decimal('0.50'))).toBe(true);
    expect(compareValues(Long.fromString('9007199254740993'), 9007199254740992)).toBeGreaterThan(0);
    expect(compareValues(decimal('1E+30'), 1e29)).toBeGreaterThan(0);
    expect(compareValues(NaN, -Infinity)).toBeLessThan(0);
    expect(equalValues(decimal('NaN'), NaN)).toBe(true);
  });

  it('does not take the double 0.1 for the decimal 0.1, which it is not', () => {
    // 0.1 as a double is 0.1000000000000000055511151231257827…
    expect(compareValues(0.1, decimal('0.1'))).toBeGreaterThan(0);
    expect(compareValues(0.1, decimal('0.10000000000000001'))).toBeLessThan(0);
  });

  it('compares documents in field order and arrays element by element', () => {
    expect(equalValues({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
    expect(compareValues({ a: 1 }, { a: 1, b: 1 })).toBeLessThan(0);
    expect(compareValues([1, 2], [1, 3])).toBeLessThan(0);
  });

  it('compares strings by their UTF-8 bytes', () => {
    // A surrogate pair sorts before U+FFFD in UTF-16 and after it in UTF-8.
    expect(compareValues('\u{1F600}', '\uFFFD')).toBeGreaterThan(0);
    expect(compareValues('B', 'a')).toBeLessThan(0);
  });
});
