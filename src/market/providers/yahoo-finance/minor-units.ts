import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import { withoutNoise } from '../../model/without-noise';

/** The currency proper, and what a price must be multiplied with to be in it. */
export function majorUnit(currency: string): { currency: string; factor: number } {
  const { currency: major, unitsPerMajor } = majorUnitOf(currency);
  return { currency: major, factor: 1 / unitsPerMajor };
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
