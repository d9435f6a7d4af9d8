import { readableNumber, readableNumbers } from './readable-number';

describe('numbers as they are shown', () => {
  it.each([
    [15_865.400000000001, 15_865.4],
    [0.1 + 0.2, 0.3],
    [1.1 * 1.1, 1.21],
    [-15_865.400000000001, -15_865.4],
    [1 / 3, 0.333333333333],
    [2 / 3e6, 6.66666666667e-7],
    [1e-12 / 3, 3.33333333333e-13],
    [6.31886051372e-15, 0],
    [-6.31886051372e-15, 0],
    [100 / 3, 33.3333333333],
    [123_456_789.123456789, 123_456_789.123457],
    [1e15 / 3, 333_333_333_333_333],
    [98_765.123456789012, 98_765.12345679],
    [1e24 / 3, 1e24 / 3],
    [4.5e15 + 0.5, 4.5e15 + 0.5],
    [0, 0],
    [5e-324, 0],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('shows %d as %d', (value, expected) => {
    expect(readableNumber(value)).toBe(expected);
  });

  it('shows every number of an answer, and no text, null or digit of what was put in', () => {
    const answer = {
      list: [{ value: 15_865.400000000001, date: '2024-01-02', none: null }],
      quantity: 0.123456789012345,
      total: { quantity: 0.1 + 0.2, computed: true },
    };
    expect(readableNumbers(answer)).toEqual({
      list: [{ value: 15_865.4, date: '2024-01-02', none: null }],
      quantity: 0.123456789012345,
      total: { quantity: 0.3, computed: true },
    });
  });
});
