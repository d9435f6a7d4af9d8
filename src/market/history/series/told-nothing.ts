import { LRUCache } from 'lru-cache';
import { atMost } from '../../../common/at-most';

const SYMBOLS = 10_000;
/**
 * A provider that errs a few times is soon asked again, since its word may refuse somebody's change; one that says the same
 * each time, hardly any more.
 */
const FIRST_PAUSE_MS = 20;
const GROWTH = 2;
const LONGEST_PAUSE_MS = 600_000;

interface Answer {
  /** the earliest day that was asked for */
  from: number;
  /** how often in a row */
  times: number;
  /** in milliseconds */
  at: number;
}

/**
 * Which symbols a provider has no prices of, by its own word. It is asked again with growing pauses, and at once for days
 * before those it was asked for: it may know a symbol that it has nothing new of.
 */
export class ToldNothing {
  private readonly answers = new LRUCache<string, Answer>(atMost(SYMBOLS));

  note(key: string, from: number, now: Date): void {
    const before = this.answers.get(key);
    this.answers.set(key, {
      from: Math.min(from, before?.from ?? from),
      times: (before?.times ?? 0) + 1,
      at: now.getTime(),
    });
  }

  forget(key: string): void {
    this.answers.delete(key);
  }

  /** Whether the provider would say the same again of days from `from` on. */
  holds(key: string, from: number, now: Date): boolean {
    const answer = this.answers.get(key);
    if (!answer || from < answer.from) return false;
    const pause = Math.min(FIRST_PAUSE_MS * GROWTH ** (answer.times - 1), LONGEST_PAUSE_MS);
    return Math.abs(now.getTime() - answer.at) < pause;
  }
}
