import { asMoney, asPrice, asQuantity, asSignedMoney, asSignedPercent } from './format';

describe('numbers in a PDF', () => {
  it.each([
    [1e-8, '0.00000001'],
    [0.00012345, '0.0001235'],
    [0.5, '0.5'],
    [1_234.5678, '1,234.5678'],
  ])('show the quantity %d as %s, never as nothing', (value, shown) => {
    expect(asQuantity(value)).toBe(shown);
  });

  it.each([
    [0, '0.0000'],
    [0.0000123456, '0.00001235'],
    [0.5, '0.5000'],
    [182.5, '182.50'],
  ])('show the price %d as %s', (value, shown) => {
    expect(asPrice(value)).toBe(shown);
  });

  it.each([
    [999_999_999_999.99, '999,999,999,999.99'],
    [161_537_441_975_248, '161.54T'],
    [1e24, '1E24'],
    [null, '–'],
  ])('show the amount %p as %s, in short where it would run off the page', (value, shown) => {
    expect(asMoney(value)).toBe(shown);
  });

  it('show changes with their sign, and none without', () => {
    expect([-161_537_441_975_248, 1e24, -0.001].map(asSignedMoney)).toEqual(['−161.54T', '+1E24', '0.00']);
    expect(asSignedPercent(-0.3094)).toBe('−30.94 %');
  });
});
