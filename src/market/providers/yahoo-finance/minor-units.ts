/** Currencies that exchanges quote in hundredths, by Yahoo's names for them. */
const HUNDREDTHS: Record<string, string> = { GBp: 'GBP', GBX: 'GBP', ZAc: 'ZAR', ILA: 'ILS' };

/** The currency proper, and what a price must be multiplied with to be in it. */
export function majorUnit(currency: string): { currency: string; factor: number } {
  const major = HUNDREDTHS[currency];
  return major ? { currency: major, factor: 0.01 } : { currency, factor: 1 };
}

/** A price in the currency proper; hundredths of binary floats are rounded to what the exchange said. */
export function inMajorUnit(price: unknown, factor: number): unknown {
  if (typeof price !== 'number' || factor === 1) return price;
  return Number((price * factor).toPrecision(12));
}
