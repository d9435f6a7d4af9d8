import { lastPositionOnOrBefore } from './alignment';
import type { PriceSeries } from './columns';
import type { BoughtLot } from '../portfolio/lots';

/** A place where prices of before and after a split of the shares seem to meet. */
export interface SuspectedSplit {
  readonly symbol: string;
  readonly day: number;
  /** How many of the later shares one of the earlier seems to be: 4 after a split of 4 for 1, 0.1 after 1 for 10. */
  readonly ratio: number;
  /** `purchase_price`: a lot was paid in shares of before, the closes are told in shares of after. */
  readonly seenIn: 'purchase_price' | 'closes';
}

/** Ratios that companies split by, or join by (1 for n). */
const RATIOS = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100];
/** A purchase is made at some moment of its day, a close moves over night. */
const TOLERANCE = 0.08;
/** A price that moved less than by this factor is of no split: most days are looked at no further. */
const USUAL_MOVE = 1.3;

/**
 * Lots that were bought before a split and are told in shares of then, against closes that are adjusted to shares of now;
 * and closes that are not adjusted, where they jump while lots are held; a jump by a hundred is named in all closes, since
 * units change places there. Nothing is changed: a price can fall by half.
 *
 * @param raw symbols whose closes are as they were traded, not adjusted for splits
 */
export function suspectedSplits(
  lots: readonly BoughtLot[],
  prices: ReadonlyMap<string, PriceSeries>,
  raw: ReadonlySet<string>,
  toDay: number,
): SuspectedSplit[] {
  const held = new Map<string, number>();
  const suspected: SuspectedSplit[] = [];
  for (const { symbol, purchasePrice, purchaseDay } of lots) {
    const series = prices.get(symbol);
    if (!series || purchaseDay > toDay) continue;
    held.set(symbol, Math.min(purchaseDay, held.get(symbol) ?? Infinity));
    const close = series.closes[lastPositionOnOrBefore(series.days, purchaseDay)];
    const ratio = close === undefined ? null : splitRatio(purchasePrice / close);
    if (ratio !== null) suspected.push({ symbol, day: purchaseDay, ratio, seenIn: 'purchase_price' });
  }
  for (const [symbol, since] of held) {
    const found = jumps(symbol, prices.get(symbol)!, since, toDay);
    suspected.push(...(raw.has(symbol) ? found : found.filter(isChangeOfUnit)));
  }
  return suspected.sort((a, b) => (a.symbol === b.symbol ? a.day - b.day : a.symbol < b.symbol ? -1 : 1));
}

/** Pounds told as pence for some days, or the reverse: what no adjustment of a provider explains. */
function isChangeOfUnit({ ratio }: SuspectedSplit): boolean {
  return ratio === 100 || ratio === 1 / 100;
}

function jumps(
  symbol: string,
  { days, closes }: PriceSeries,
  since: number,
  toDay: number,
): SuspectedSplit[] {
  const found: SuspectedSplit[] = [];
  const first = Math.max(1, lastPositionOnOrBefore(days, since) + 1);
  for (let i = first; i < days.length && days[i]! <= toDay; i++) {
    const before = closes[i - 1]!;
    const after = closes[i]!;
    if (before < after * USUAL_MOVE && after < before * USUAL_MOVE) continue;
    const ratio = splitRatio(before / after);
    if (ratio !== null) found.push({ symbol, day: days[i]!, ratio, seenIn: 'closes' });
  }
  return found;
}

/** The ratio that a factor between two prices comes close to; null when it looks like no split. */
function splitRatio(factor: number): number | null {
  if (!(factor > 0) || !Number.isFinite(factor)) return null;
  const larger = Math.max(factor, 1 / factor);
  if (larger < RATIOS[0]! * (1 - TOLERANCE)) return null;
  const ratio = RATIOS.find((one) => Math.abs(larger / one - 1) <= TOLERANCE);
  if (ratio === undefined) return null;
  return factor > 1 ? ratio : 1 / ratio;
}
