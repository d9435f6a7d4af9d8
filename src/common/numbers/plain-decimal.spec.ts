import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { isPlainDecimal } from './plain-decimal';

describe('isPlainDecimal', () => {
  it('holds for no text but the one that the number itself is written as', () => {
    const digits = fc.stringMatching(/^[+-]?\d{0,17}\.?\d{0,20}(e[+-]?\d)?$/);
    fc.assert(
      fc.property(digits, (text) => {
        if (!isPlainDecimal(text)) return;
        const number = new Decimal(text);
        expect(number.toFixed()).toBe(text);
        expect(number.decimalPlaces()).toBeLessThanOrEqual(18);
        expect(number.abs().lt('1e15')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['0', '1', '-1', '10', '0.5', '-0.05', '123456789012345.000000000000000001'])(
    '%s is one',
    (text) => {
      expect(isPlainDecimal(text)).toBe(true);
    },
  );

  it.each([
    '',
    '-',
    '-0',
    '+1',
    '01',
    '1.',
    '.5',
    '1.0',
    '1.50',
    '1e3',
    '1000000000000000',
    '0.0000000000000000001',
    '1\n',
  ])('%j is none', (text) => {
    expect(isPlainDecimal(text)).toBe(false);
  });
});
