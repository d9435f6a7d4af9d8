import { GIVE_UP_AFTER_MS, retryDelay } from './retry-delay';

describe('retryDelay', () => {
  it('doubles from two seconds to half an hour', () => {
    const plain = [1, 2, 3, 10, 11, 200].map((attempts) => retryDelay(attempts, 0.5));
    expect(plain).toEqual([2_000, 4_000, 8_000, 1_024_000, 1_800_000, 1_800_000]);
  });

  it('spreads by a quarter either way', () => {
    expect(retryDelay(1, 0)).toBe(1_500);
    expect(retryDelay(1, 1)).toBe(2_500);
  });

  it('needs fewer attempts for a day than a job has', () => {
    let day = 0;
    let attempts = 0;
    while (day < GIVE_UP_AFTER_MS) day += retryDelay(++attempts, 0);
    expect(attempts).toBeLessThan(200);
    expect(attempts).toBeGreaterThan(24);
  });
});
