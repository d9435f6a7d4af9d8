import { parseDay } from '../../analytics/calendar';

/** Something of a day. What has the same key is the same but for its day. */
export interface Dated {
  readonly key: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** Brokers date a correction as what it corrects or later; by zones and "as of" days it may come out some days before. */
const MOST_DAYS_EARLY = 7;

/**
 * Finds what each reversal takes back: the nearest of its key that is not after it, else the next one within a week.
 * Each original is taken back once; of one day, the first in the list is.
 */
export function pairReversals<R extends Dated, O extends Dated>(
  reversals: readonly R[],
  originals: readonly O[],
): Map<R, O> {
  const pairs = new Map<R, O>();
  const originalsOf = byKey(originals);
  for (const [key, ofKey] of byKey(reversals)) {
    const inOrder = ofKey.toSorted(byDate);
    // The first of a day comes last, where it is taken first.
    const candidates = (originalsOf.get(key) ?? []).toReversed().toSorted(byDate);
    const left = pairWithEarlier(inOrder, candidates, pairs);
    const early = inOrder.filter((reversal) => !pairs.has(reversal));
    pairWithLater(early, left.toReversed().toSorted(byDate), pairs);
  }
  return pairs;
}

/** @returns the originals that are left */
function pairWithEarlier<R extends Dated, O extends Dated>(
  reversals: readonly R[],
  originals: readonly O[],
  pairs: Map<R, O>,
): O[] {
  const before: O[] = [];
  let next = 0;
  for (const reversal of reversals) {
    while (next < originals.length && originals[next]!.date <= reversal.date) before.push(originals[next++]!);
    const nearest = before.pop();
    if (nearest) pairs.set(reversal, nearest);
  }
  return [...before, ...originals.slice(next)];
}

function pairWithLater<R extends Dated, O extends Dated>(
  reversals: readonly R[],
  originals: readonly O[],
  pairs: Map<R, O>,
): void {
  let next = 0;
  for (const reversal of reversals) {
    while (next < originals.length && originals[next]!.date < reversal.date) next++;
    const original = originals[next];
    if (!original) return;
    if (parseDay(original.date) - parseDay(reversal.date) > MOST_DAYS_EARLY) continue;
    pairs.set(reversal, original);
    next++;
  }
}

function byKey<T extends Dated>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.key);
    if (group) group.push(item);
    else groups.set(item.key, [item]);
  }
  return groups;
}

const byDate = (a: Dated, b: Dated) => (a.date < b.date ? -1 : Number(a.date > b.date));
