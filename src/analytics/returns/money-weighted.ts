import { figure, undefinedFigure } from '../figure';
import type { Figure } from '../figure';
import type { DatedFlow } from './flows';

const METHOD = 'xirr_actual_365';
const LOWEST_RATE = -0.9999;
const HIGHEST_RATE = 1e6;
const SCAN_STEPS = 512;

/**
 * Money-weighted return (XIRR): the yearly rate r in (-0.9999, 1e6) with sum(amount * (1 + r)^(-days / 365)) = 0, days
 * counted from the earliest flow, actual/365 fixed. Annualised even over less than a year. The order of flows is free.
 *
 * Undefined, with a reason: no flows of both signs (`one_signed_flows`), all on one day (`one_date`), no sign change
 * over the bracket (`no_root_in_range`), or more than one root in it (`multiple_roots`), where no rate is the right one.
 * Source of the definition: the XIRR function of spreadsheets (OASIS OpenFormula 1.2, 6.12.52).
 *
 * @param flows < 0 paid in, > 0 received
 */
export function moneyWeightedReturn(flows: readonly DatedFlow[]): Figure {
  const real = flows.filter(({ amount }) => amount !== 0).sort((a, b) => a.day - b.day);
  if (!real.some(({ amount }) => amount < 0) || !real.some(({ amount }) => amount > 0)) {
    return undefinedFigure(METHOD, 'one_signed_flows');
  }
  const first = real[0]!.day;
  const last = real[real.length - 1]!.day;
  if (first === last) return undefinedFigure(METHOD, 'one_date');

  const amounts = Float64Array.from(real, ({ amount }) => amount);
  const years = Float64Array.from(real, ({ day }) => (day - first) / 365);
  const valueAt = (x: number) => presentValue(amounts, years, x);
  // By Descartes' rule of signs one change among the flows has one root at most; only more have to be searched for.
  const steps = signChanges(amounts) > 1 ? SCAN_STEPS : 1;
  const brackets = signChangingSteps(valueAt, Math.log1p(LOWEST_RATE), Math.log1p(HIGHEST_RATE), steps);
  if (brackets.length === 0) return undefinedFigure(METHOD, 'no_root_in_range');
  if (brackets.length > 1) return undefinedFigure(METHOD, 'multiple_roots');
  return figure(Math.expm1(rootIn(valueAt, ...brackets[0]!)), METHOD);
}

interface PresentValue {
  readonly value: number;
  readonly slope: number;
}

/**
 * Present value of flows, and its slope, at x = ln(1 + rate), where the bracket is short and the curve tame. Both are
 * scaled by a positive factor that keeps every exponent at or below 0, so that a century at -99% does not overflow.
 */
function presentValue(amounts: Float64Array, years: Float64Array, x: number): PresentValue {
  const reference = x < 0 ? years[years.length - 1]! : 0;
  let value = 0;
  let slope = 0;
  for (let i = 0; i < amounts.length; i++) {
    const distance = years[i]! - reference;
    const term = amounts[i]! * Math.exp(-x * distance);
    value += term;
    slope -= distance * term;
  }
  return { value, slope };
}

/** The steps of [low, high], cut into equal ones, over which the value changes its sign. */
function signChangingSteps(
  valueAt: (x: number) => PresentValue,
  low: number,
  high: number,
  steps: number,
): [number, number][] {
  const changing: [number, number][] = [];
  let left = low;
  let leftSign = Math.sign(valueAt(low).value);
  for (let step = 1; step <= steps; step++) {
    const right = step === steps ? high : low + ((high - low) * step) / steps;
    const rightSign = Math.sign(valueAt(right).value);
    // A point that is itself a root is left inside the step around it.
    if (rightSign === 0) continue;
    if (leftSign !== 0 && rightSign !== leftSign) changing.push([left, right]);
    left = right;
    leftSign = rightSign;
  }
  return changing;
}

/** Newton's method kept inside a bracket by bisection ("rtsafe", Press et al., "Numerical Recipes", 9.4). */
function rootIn(valueAt: (x: number) => PresentValue, left: number, right: number): number {
  const leftSign = Math.sign(valueAt(left).value);
  let [low, high] = [left, right];
  let x = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const here = valueAt(x);
    if (here.value === 0) return x;
    if (Math.sign(here.value) === leftSign) low = x;
    else high = x;
    const newton = x - here.value / here.slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}

function signChanges(amounts: Float64Array): number {
  let changes = 0;
  for (let i = 1; i < amounts.length; i++) if (amounts[i]! > 0 !== amounts[i - 1]! > 0) changes++;
  return changes;
}
