import { suspectedSplits } from './suspected-splits';

const series = (closes: number[]) => ({
  days: Int32Array.from(closes, (_close, i) => i),
  closes: Float64Array.from(closes),
});
const lot = (purchasePrice: number, purchaseDay = 0) => ({
  symbol: 'A',
  quantity: 1,
  purchasePrice,
  purchaseDay,
});
const none = new Set<string>();

describe('suspected splits', () => {
  it.each([
    ['4 for 1', 400, 4],
    ['3 for 2', 148, 1.5],
    ['1 for 10', 10.4, 0.1],
  ])('names a lot paid before %s, whose closes are told in shares of after', (_name, paid, ratio) => {
    expect(suspectedSplits([lot(paid)], new Map([['A', series([100, 101])]]), none, 1)).toEqual([
      { symbol: 'A', day: 0, ratio, seenIn: 'purchase_price' },
    ]);
  });

  it.each([
    ['near the close', 125],
    ['far from it, but by no ratio of splits', 180],
    ['given for nothing', 0],
  ])('leaves a lot alone that was bought %s', (_name, paid) => {
    expect(suspectedSplits([lot(paid)], new Map([['A', series([100, 101])]]), none, 1)).toEqual([]);
  });

  it('compares with the close carried to the day, and leaves lots without one and later ones alone', () => {
    const lots = [lot(200, 5), { ...lot(200), symbol: 'B' }, lot(900, 8)];
    expect(suspectedSplits(lots, new Map([['A', series([90, 100])]]), none, 7)).toEqual([
      { symbol: 'A', day: 5, ratio: 2, seenIn: 'purchase_price' },
    ]);
  });

  it('names the day on which closes as traded jump, while lots are held', () => {
    const prices = new Map([['A', series([800, 200, 202, 50.5, 51])]]);
    expect(suspectedSplits([lot(200, 1)], prices, new Set(['A']), 9)).toEqual([
      { symbol: 'A', day: 3, ratio: 4, seenIn: 'closes' },
    ]);
    expect(suspectedSplits([lot(200, 1)], prices, none, 9)).toEqual([]);
    expect(suspectedSplits([lot(200, 1)], prices, new Set(['A']), 2)).toEqual([]);
  });
});
