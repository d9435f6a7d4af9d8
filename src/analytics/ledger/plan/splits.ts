import type { SplitEvent } from '../model/corporate-event';
import type { SplitLine } from '../model/transaction';

/** A split as it counts: once, on one day, whoever told of it. */
export interface Split {
  readonly symbol: string;
  readonly exDay: number;
  readonly numerator: number;
  readonly denominator: number;
  /** Whether quantities change; a ratio that may be a spin-off's only counts in `factor` until it is confirmed. */
  readonly changesQuantities: boolean;
}

/** A line and an event this close, of one ratio, are the same split. */
export const SAME_SPLIT_DAYS = 3;
const LARGEST_PLAIN_RATIO = 100;

/**
 * The splits of events and lines: a line within 3 days of an event of the same symbol and ratio confirms that event,
 * whose ex-date counts; lines of the same split in several accounts are one.
 */
export function mergeSplits(events: readonly SplitEvent[], lines: readonly SplitLine[]): Split[] {
  const splits: Split[] = [];
  for (const event of events) {
    if (splits.some((known) => isSame(known, event, event.exDay, 0))) continue;
    const confirmed = event.confirmed === true || lines.some((line) => isSame(event, line, line.day));
    splits.push({
      ...ratioOf(event),
      symbol: event.symbol,
      exDay: event.exDay,
      changesQuantities: confirmed || isPlain(event),
    });
  }
  for (const line of lines) {
    if (splits.some((known) => isSame(known, line, line.day))) continue;
    splits.push({ ...ratioOf(line), symbol: line.symbol, exDay: line.day, changesQuantities: true });
  }
  return splits.sort((a, b) => a.exDay - b.exDay);
}

/** Whether a ratio is of whole numbers up to 100, as splits are; providers list spin-offs with others. */
export function isPlain(ratio: Ratio): boolean {
  const { numerator, denominator } = ratioOf(ratio);
  return [numerator, denominator].every(
    (part) => Number.isInteger(part) && part >= 1 && part <= LARGEST_PLAIN_RATIO,
  );
}

interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

function isSame(
  a: Ratio & { symbol: string; exDay: number },
  b: Ratio & { symbol: string },
  day: number,
  within = SAME_SPLIT_DAYS,
) {
  return (
    a.symbol === b.symbol &&
    Math.abs(a.exDay - day) <= within &&
    Math.abs(a.numerator * b.denominator - b.numerator * a.denominator) <= 1e-9 * a.numerator * b.denominator
  );
}

/** In lowest terms where both parts are whole. */
function ratioOf({ numerator, denominator }: Ratio): Ratio {
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator)) return { numerator, denominator };
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

/** What one share as traded on a day is in shares of today: the product of n/d of all splits after that day. */
export class SplitFactors {
  private readonly bySymbol = new Map<string, { exDays: number[]; after: number[] }>();

  constructor(splits: readonly Split[]) {
    for (const split of splits.toReversed()) {
      const known = this.bySymbol.get(split.symbol) ?? { exDays: [], after: [] };
      this.bySymbol.set(split.symbol, known);
      known.exDays.push(split.exDay);
      known.after.push((known.after.at(-1) ?? 1) * (split.numerator / split.denominator));
    }
  }

  /** factor(symbol, day): 1 for a symbol without splits after `day`. */
  on(symbol: string, day: number): number {
    const known = this.bySymbol.get(symbol);
    if (!known) return 1;
    // Latest split first: the last one that is still after the day carries the product of all of them.
    let factor = 1;
    for (let i = 0; i < known.exDays.length && known.exDays[i]! > day; i++) factor = known.after[i]!;
    return factor;
  }

  has(symbol: string): boolean {
    return this.bySymbol.has(symbol);
  }
}
