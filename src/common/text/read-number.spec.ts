import { NumberReader } from './read-number';

describe('numbers of a file', () => {
  it.each([
    [
      ['2,5', '1.000', '1.851'],
      [2.5, 1000, 1851],
    ],
    [
      ['5.281,00', '2,5'],
      [5281, 2.5],
    ],
    [
      ["1'234.50", '1,000'],
      [1234.5, 1000],
    ],
    [
      ['1,234,567', '1.5'],
      [1234567, 1.5],
    ],
    [
      ['10', '182.5', '1.000'],
      [10, 182.5, 1],
    ],
    [['1.000'], ['ambiguous']],
    [['1,000'], ['ambiguous']],
    [
      ['1e-8', '1.000'],
      [1e-8, 'ambiguous'],
    ],
    [['0.0001'], [0.0001]],
    [
      ['1.2.3', 'x', ''],
      [NaN, NaN, NaN],
    ],
  ])('%j', (cells, numbers) => {
    const reader = new NumberReader(undefined);
    expect(cells.map((cell) => reader.read(cell))).toEqual(numbers);
  });

  it('follows the declared mark', () => {
    expect(new NumberReader(',').read('1.000')).toBe(1000);
    expect(new NumberReader('.').read('1.000')).toBe(1);
    expect(new NumberReader('.').read('1,5')).toBeNaN();
  });
});
