import { setImmediate } from 'node:timers/promises';

const AT_ONCE = 500;

/** A list made of another, however long: others get their turn on the event loop in between. */
export async function mapInTurns<T, R>(
  list: readonly T[],
  work: (item: T, place: number) => R,
  atOnce = AT_ONCE,
): Promise<R[]> {
  const made: R[] = [];
  for (const [place, item] of list.entries()) {
    if (place > 0 && place % atOnce === 0) await setImmediate();
    made.push(work(item, place));
  }
  return made;
}
