import { setTimeout as pause } from 'node:timers/promises';

/** Long, since it passes on a busy machine only when something is broken. */
const PATIENCE_MS = 90_000;

/**
 * Waits until the condition holds, and gives what it gave.
 * @throws the condition's last error, or one that says how long was waited
 */
export async function eventually<T>(condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    let failure = new Error(`it did not come true within ${PATIENCE_MS} ms`);
    try {
      const outcome = await condition();
      if (outcome) return outcome;
    } catch (error) {
      if (error instanceof Error) failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await pause(20);
  }
}
