import { GrowingPause } from './growing-pause';

describe('GrowingPause', () => {
  it('doubles from turn to turn, up to sixty turns', () => {
    const pause = new GrowingPause();
    const through = Array.from({ length: 200 }, (_, i) => i + 1).filter(() => pause.isOver());
    expect(through).toEqual([1, 2, 4, 8, 16, 32, 64, 124, 184]);
  });
});
