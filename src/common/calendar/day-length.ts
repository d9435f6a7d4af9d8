/** Milliseconds of a day of UTC. */
export const DAY_MS = 86_400_000;

/** Seconds of a day of UTC. */
export const DAY_SECONDS = 86_400;
