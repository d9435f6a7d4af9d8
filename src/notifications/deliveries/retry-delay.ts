const FIRST = 2_000;
const LONGEST = 30 * 60_000;

/** How long after its order a delivery is still tried. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * The pause before the next attempt: 2 s, 4 s, … up to half an hour, spread by a quarter either way
 * so that what failed together does not come back together.
 * @param attemptsMade 1 after the first attempt
 * @param chance from 0 to 1
 * @returns milliseconds
 */
export function retryDelay(attemptsMade: number, chance = Math.random()): number {
  const plain = Math.min(FIRST * 2 ** (attemptsMade - 1), LONGEST);
  return Math.round(plain * (0.75 + chance / 2));
}
