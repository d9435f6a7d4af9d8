import { withoutNoise } from '../../without-noise';

/** Currencies that exchanges quote in hundredths, by Yahoo's names for them. */
const HUNDREDTHS: Record<string, string> = { GBp: 'GBP', GBX: 'GBP', ZAc: 'ZAR', ILA: 'ILS' };

/** The currency proper, and what a price must be multiplied with to be in it. */
export function majorUnit(currency: string): { currency: string; factor: number } {
  const major = HUNDREDTHS[currency];
  return major ? { currency: major, factor: 0.01 } : { currency, factor: 1 };
}

/** A price as the exchange said it, in the currency proper: without what binary numbers add to decimal ones. */
export function inMajorUnit(price: unknown, factor: number): unknown {
  if (typeof price !== 'number') return price;
  const said = shortestSingle(price);
  return factor === 1 ? said : withoutNoise(said * factor);
}

/**
 * Yahoo's charts hold single-precision numbers written out in full, such as 189.94999694824219 for 189.95. Gives the
 * shortest decimal that is the same number in single precision; other numbers stay as they are.
 */
function shortestSingle(value: number): number {
  if (Number.isInteger(value) || Math.fround(value) !== value) return value;
  for (let digits = 6; digits <= 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}
