import { dateOrderOf, readMoment } from './date-notation';
import { AmbiguousError, decimalMarkOf, readDecimal } from './decimal-notation';

describe('numbers of statements', () => {
  it.each([
    ['1.234,56', ',', '1234.56'],
    ['1,234.56', '.', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ['1\u00a0234,56', ',', '1234.56'],
    ["1'234.56", '.', '1234.56'],
    ['(1,234.56)', '.', '-1234.56'],
    ['1,234.56-', '.', '-1234.56'],
    ['-$1,234.56', '.', '-1234.56'],
    ['€ 1.234,56', ',', '1234.56'],
    ['USD 1,234.50', '.', '1234.5'],
    ['1.5e-7', '.', '0.00000015'],
    ['12,34,567.89', '.', '1234567.89'],
    ['0.012345678901234567', '.', '0.012345678901234567'],
  ] as const)('%s with %s is %s', (cell, mark, text) => {
    expect(readDecimal(cell, mark)).toBe(text);
  });

  it.each(['', '-', '--', 'n/a', '€'])('%s is none', (cell) => {
    expect(readDecimal(cell, '.')).toBeUndefined();
  });

  it.each(['1.2.3', '12abc34', '1,23.4', '1e999', '∞'])('%s is not taken for a number', (cell) => {
    expect(() => readDecimal(cell, '.')).toThrow(RangeError);
  });

  it('finds the mark over the whole file, and asks where none shows it', () => {
    expect(decimalMarkOf(['1.234', '5,5'])).toBe(',');
    expect(decimalMarkOf(['1,234', '5.5'])).toBe('.');
    expect(decimalMarkOf(['1.234', '2.345'])).toBe('unknown');
    expect(decimalMarkOf(['0.234', '2.345'])).toBe('.');
    expect(decimalMarkOf(['1,5', '1.5'])).toBe('mixed');
    expect(decimalMarkOf(['10', '20'])).toBe('.');
    expect(() => readDecimal('1.234', 'unknown')).toThrow(AmbiguousError);
  });
});

describe('days of statements', () => {
  it.each([
    ['31.12.2023', 'DMY', '2023-12-31', undefined],
    ['12/31/2023', 'MDY', '2023-12-31', undefined],
    ['2023-12-31T23:30:00-05:00', 'YMD', '2023-12-31', '23:30'],
    ['2023-12-31T09:05:00.123Z', 'YMD', '2023-12-31', '09:05'],
    ['20231231;093000', 'YMD', '2023-12-31', '09:30'],
    ['45291', 'YMD', '2023-12-31', undefined],
    ['45291.5', 'YMD', '2023-12-31', '12:00'],
    ['31 Dec 2023', 'YMD', '2023-12-31', undefined],
    ['Dec 31, 2023', 'YMD', '2023-12-31', undefined],
    ['31-Dez-23', 'YMD', '2023-12-31', undefined],
    ['1. März 2024', 'YMD', '2024-03-01', undefined],
    ['1 août 2024', 'YMD', '2024-08-01', undefined],
    ['14 févr. 2024', 'YMD', '2024-02-14', undefined],
    ['30 juin 2024', 'YMD', '2024-06-30', undefined],
    ['14 juil. 2024', 'YMD', '2024-07-14', undefined],
    ['5 de enero de 2024', 'YMD', '2024-01-05', undefined],
    ['2 giu 2024', 'YMD', '2024-06-02', undefined],
    ['3 mrt. 2024', 'YMD', '2024-03-03', undefined],
    ['1/5/24 3:07 PM', 'MDY', '2024-01-05', '15:07'],
  ] as const)('%s as %s', (cell, order, date, time) => {
    expect(readMoment(cell, order)).toEqual({ date, ...(time && { time }) });
  });

  it.each(['2023-02-30', '31/02/2023', 'yesterday', '99999999'])('%s is not taken for a day', (cell) => {
    expect(() => readMoment(cell, 'DMY')).toThrow(RangeError);
  });

  it('finds the order over the whole file, and asks where none shows it', () => {
    expect(dateOrderOf(['01/02/2024', '13/02/2024'])).toBe('DMY');
    expect(dateOrderOf(['01/02/2024', '02/13/2024'])).toBe('MDY');
    expect(dateOrderOf(['01/02/2024', '03/04/2024'])).toBe('unknown');
    expect(dateOrderOf(['13/02/2024', '02/13/2024'])).toBe('mixed');
    expect(() => readMoment('01/02/2024', 'unknown')).toThrow(AmbiguousError);
  });
});
