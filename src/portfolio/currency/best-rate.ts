import { RATE_LIFE_DAYS } from '../../analytics/ledger/plan/rates';
import { lastPositionOnOrBefore } from '../../analytics/series/alignment';
import type { ExchangeRate } from './exchange-rate';

/** A share of the days that is no reason to prefer one source of rates to another. */
const SAME_COVERAGE = 0.02;
/** With so many digits, rounding moves a rate by less than a thousandth. */
export const ENOUGH_DIGITS = 4;
const CLOSES_LOOKED_AT = 250;

/** A way to tell a rate, with the digits that its source writes. */
export interface RateCandidate {
  readonly rate: ExchangeRate;
  readonly digits: number;
}

/**
 * The rate that tells the most days, and of those that tell as many the more precise one: a pair of one digit is off by half,
 * however directly it is quoted. Among equals the first.
 */
export function bestRate(
  candidates: readonly RateCandidate[],
  firstDay: number,
  lastDay: number,
): ExchangeRate | undefined {
  let best: { candidate: RateCandidate; covered: number } | undefined;
  for (const candidate of candidates) {
    const covered = coverage(candidate.rate, firstDay, lastDay);
    if (!best || isBetter({ candidate, covered }, best)) best = { candidate, covered };
  }
  return best?.candidate.rate;
}

interface Rated {
  candidate: RateCandidate;
  covered: number;
}

function isBetter(one: Rated, best: Rated): boolean {
  if (Math.abs(one.covered - best.covered) > SAME_COVERAGE) return one.covered > best.covered;
  return best.candidate.digits < ENOUGH_DIGITS && one.candidate.digits > best.candidate.digits;
}

/** The share of the days from the first to the last that have a rate of their own or of the seven days before. */
export function coverage({ series: { days } }: ExchangeRate, firstDay: number, lastDay: number): number {
  let covered = 0;
  let next = firstDay;
  for (let i = Math.max(0, lastPositionOnOrBefore(days, firstDay)); i < days.length; i++) {
    const [from, to] = [Math.max(days[i]!, next), Math.min(days[i]! + RATE_LIFE_DAYS, lastDay)];
    if (from > lastDay) break;
    if (to >= from) {
      covered += to - from + 1;
      next = to + 1;
    }
  }
  return covered / (lastDay - firstDay + 1);
}

/** The most digits that the newest closes are written with; the zeros that a whole number ends with count. */
export function digitsOf(closes: Float64Array): number {
  let digits = 0;
  for (const close of closes.subarray(-CLOSES_LOOKED_AT)) {
    const written = Number(close.toPrecision(12)).toString().replace(/e.*$/, '').replace('.', '');
    digits = Math.max(digits, written.replace(/^[-0]+/, '').length);
  }
  return digits;
}
