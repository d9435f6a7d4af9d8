import { Decimal } from 'decimal.js';
import { isPlainDecimal } from '../../common/numbers/plain-decimal';

const Exact = Decimal.clone({ precision: 50, toExpNeg: -40, toExpPos: 40 });
/** What a statement states no better than to so many digits after the point. */
const MOST_DECIMALS = 18;

/** Exact decimal text of a computed number, with at most 18 decimals. */
const text = (number: Decimal) => {
  const rounded = number.toDecimalPlaces(MOST_DECIMALS);
  return rounded.isZero() ? '0' : rounded.toFixed();
};

export const isNegative = (number: string) =>
  isPlainDecimal(number) ? number.startsWith('-') : new Exact(number).lt(0);
export const isZero = (number: string) =>
  isPlainDecimal(number) ? number === '0' : new Exact(number).isZero();
export const absolute = (number: string) =>
  isPlainDecimal(number) ? number.replace('-', '') : text(new Exact(number).abs());
export const negated = (number: string) => text(new Exact(number).neg());
export const sum = (...numbers: (string | undefined)[]) =>
  text(numbers.reduce((total, number) => total.plus(number ?? 0), new Exact(0)));
export const difference = (from: string, less: string) => text(new Exact(from).minus(less));
export const product = (a: string, b: string) => text(new Exact(a).times(b));
/** Undefined where the divisor is 0. */
export const quotient = (a: string, b: string) => (isZero(b) ? undefined : text(new Exact(a).div(b)));
export const rounded = (number: string, places: number) =>
  isPlainDecimal(number) && placesOf(number) <= places
    ? number
    : new Exact(number).toDecimalPlaces(places).toFixed();
/** As it is, or undefined where it is nothing. */
export const unlessZero = (number: string | undefined) =>
  number === undefined || isZero(number) ? undefined : number;

/** Of a plain decimal. */
const placesOf = (number: string) => (number.includes('.') ? number.length - number.indexOf('.') - 1 : 0);
