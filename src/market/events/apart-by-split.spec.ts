import { isApartBySplit } from './apart-by-split';

const last = { day: 20_000, close: 400, currency: 'USD' };
const quoted = (close: number, previous_close: number | null, currency = 'USD') => ({
  close,
  previous_close,
  currency,
});

describe('a price and the last close', () => {
  it.each([
    ['four for one, by a provider that tells all for shares of today', quoted(100, 100)],
    ['four for one, by one that still tells the close of before', quoted(100, 400)],
    ['one for eight', quoted(3_200, 3_190)],
    ['five for four, seen by the close of before alone', quoted(322, 320)],
    ['a crash', quoted(200, 400)],
  ])('are apart after %s', (_what, quote) => {
    expect(isApartBySplit(quote, last)).toBe(true);
  });

  it.each([
    ['a bad night', quoted(300, 400)],
    ['a day that was missed', quoted(420, 410)],
    ['a price without the close of before', quoted(401, null)],
    ['a price in another currency', quoted(100, 100, 'EUR')],
    ['a price that is none', quoted(-1, 0)],
  ])('are not after %s', (_what, quote) => {
    expect(isApartBySplit(quote, last)).toBe(false);
  });
});
