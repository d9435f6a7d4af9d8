import { exactNumber, exactText } from './exact-number';

describe('exact numbers on the wire', () => {
  it.each([
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    ['1.50', '1.5'],
    ['-0', '0'],
    ['123456789012345.123456789012345678', '123456789012345.123456789012345678'],
    ['1E3', '1000'],
  ])('reads %p as %s', (given, text) => {
    expect(exactText(given)).toBe(text);
  });

  it.each([
    [NaN],
    [Infinity],
    [2 ** 53],
    ['0.1234567890123456789'],
    ['1,5'],
    [''],
    [' 1'],
    ['0x10'],
    [null],
    [{}],
    ['1e99'],
  ])('refuses %p', (given) => {
    expect(exactText(given)).toBeUndefined();
  });

  it('sends a JSON number where it carries the digits, else the digits', () => {
    expect(exactNumber('0.3')).toBe(0.3);
    expect(exactNumber('1000000')).toBe(1_000_000);
    expect(exactNumber('0.123456789012345678')).toBe('0.123456789012345678');
    expect(exactNumber('123456789012345.123456')).toBe('123456789012345.123456');
  });
});
