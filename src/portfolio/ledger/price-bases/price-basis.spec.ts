import { fitsAdjustedOnly } from './price-basis';

describe('the shares that a price is of', () => {
  // Apple on 2014-06-10: 94.25 as traded, 23.56 in shares of after the 4:1 split of 2020.
  it.each([
    [94.25, 23.56, 4, false],
    [23.5, 23.56, 4, true],
    [18, 23.56, 4, true],
    [50, 23.56, 4, false],
    // A split of 5 for 4 leaves both near: as traded.
    [90, 80, 1.25, false],
    [0, 80, 2, false],
  ])('of %p with a close of %p and a factor of %p: adjusted %p', (price, close, factor, isAdjusted) => {
    expect(fitsAdjustedOnly(price, close, factor)).toBe(isAdjusted);
  });
});
