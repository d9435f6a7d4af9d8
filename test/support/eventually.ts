import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until the condition holds, and gives what it gave.
 * @throws the condition's last error, or one that says how long was waited
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { within = 10_000 } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + within;
  for (;;) {
    let failure = new Error(`it did not come true within ${within} ms`);
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
