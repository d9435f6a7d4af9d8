const MOST_DIGITS = 15;
const DECIMALS = 8;
const LEAST_DIGITS = 12;
/** Whatever is smaller is noise itself: what a solver leaves of a zero. */
const SMALLEST = 1e-13;

// Powers of ten are exact up to 10^22; divided by one, an integer gives the double next to the decimal.
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * A figure as it is shown: without the noise that binary floats leave behind their last meaningful digit
 * (15865.400000000001): twelve significant digits or eight decimals, whichever keeps more, and never more than the
 * fifteen digits that every double has. Computing goes on with the figure itself.
 */
export function readableNumber(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value;
  if (Math.abs(value) < SMALLEST) return 0;
  const wholeDigits = Math.floor(Math.log10(Math.abs(value))) + 1;
  const decimals = Math.min(Math.max(DECIMALS, LEAST_DIGITS - wholeDigits), MOST_DIGITS - wholeDigits);
  if (decimals < 0) return value;
  const power = POWERS[decimals];
  return power ? Math.round(value * power) / power : Number(value.toPrecision(LEAST_DIGITS));
}

/** Fields that repeat what was put in: a user's own digits stay, only sums of them lose their noise. */
const REPEATED: ReadonlySet<string> = new Set(['quantity', 'risk_free_rate']);

/** An answer with every number in it as it is shown. */
export function readableNumbers<T>(answer: T): T {
  return readable(answer, readableNumber) as T;
}

function readable(value: unknown, show: (value: number) => number): unknown {
  if (typeof value === 'number') return show(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => readable(item, show));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    copy[key] = readable(item, REPEATED.has(key) ? toDigits : show);
  }
  return copy;
}

function toDigits(value: number): number {
  return Number(value.toPrecision(MOST_DIGITS));
}
