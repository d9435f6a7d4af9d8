import { amount, axisAmount, shortAmount } from './amounts';

describe('amounts in pictures', () => {
  it.each([
    [0, '0', '0'],
    [0.00000106123, '0.00000106', '0.00000106'],
    [995.5669, '995.57', '995.57'],
    [108_921.4, '108.92K', '108,921.40'],
    [10_056_123, '10.06M', '10.06M'],
  ])('%d is %s in short and %s in a heading', (value, short, whole) => {
    expect([shortAmount(value), amount(value)]).toEqual([short, whole]);
  });

  it.each([
    [0, 95_000, [0, 20_000, 40_000], ['0', '20K', '40K']],
    [999.97, 1_000.03, [999.99, 1_000, 1_000.01], ['999.99', '1,000', '1,000.01']],
    [9_999_100, 10_000_900, [10_000_000, 10_000_500], ['10,000,000', '10,000,500']],
    [9.6e-7, 1.14e-6, [9.9e-7, 1.02e-6], ['0.00000099', '0.00000102']],
    [5, 5, [4, 5], ['4', '5']],
  ])('differ on an axis from %d to %d', (lowest, highest, marks, expected) => {
    expect(marks.map(axisAmount(lowest, highest, 5))).toEqual(expected);
  });
});
