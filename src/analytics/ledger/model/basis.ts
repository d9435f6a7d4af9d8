import { Exact, ZERO } from './exact';

/**
 * What a gain is measured from, in doubles: the money put in, in the currency it was priced in and in base currency. For
 * lots that were held at the start of a window it is their value there.
 */
export interface Mark {
  currency: string;
  local: number;
  base: number;
}

/** What shares cost, and from what their gains over a window count. */
export interface Basis {
  /** In the lot's currency; null where the basis is unknown. */
  cost: Exact | null;
  /** In base currency; null where the basis or the rate is unknown. */
  baseCost: Exact | null;
  /** For the portfolio as a whole, and its symbols. */
  mark: Mark;
  /** For the account alone, which a transfer inside the portfolio enters at its value. */
  accountMark: Mark;
}

/** A basis of nothing, to add to. */
export function emptyBasis(currency: string): Basis {
  const none = (): Mark => ({ currency, local: 0, base: 0 });
  return { cost: ZERO, baseCost: ZERO, mark: none(), accountMark: none() };
}

/** A basis whose marks are its cost. */
export function basisOfCost(currency: string, cost: Exact | null, baseCost: Exact | null): Basis {
  const mark = (): Mark => ({ currency, local: toNumber(cost), base: toNumber(baseCost) });
  return { cost, baseCost, mark: mark(), accountMark: mark() };
}

/**
 * Takes the share `part / whole` out of a basis. What is left is the exact rest, so that the last part leaves nothing.
 */
export function takeShare(basis: Basis, part: Exact, whole: Exact): Basis {
  const taken: Basis = { ...basis, mark: { ...basis.mark }, accountMark: { ...basis.accountMark } };
  if (part.eq(whole)) {
    setToNothing(basis);
    return taken;
  }
  taken.cost = basis.cost && basis.cost.times(part).div(whole);
  taken.baseCost =
    basis.baseCost === basis.cost ? taken.cost : basis.baseCost && basis.baseCost.times(part).div(whole);
  const share = part.toNumber() / whole.toNumber();
  const sameCost = basis.baseCost === basis.cost;
  basis.cost = basis.cost && basis.cost.minus(taken.cost!);
  basis.baseCost = sameCost ? basis.cost : basis.baseCost && basis.baseCost.minus(taken.baseCost!);
  takeFromMark(basis.mark, taken.mark, share);
  takeFromMark(basis.accountMark, taken.accountMark, share);
  return taken;
}

/** Adds what `other` cost; an unknown part makes the whole unknown. Both are told in the same currencies. */
export function addBasis(basis: Basis, other: Basis): void {
  const sameCost = basis.baseCost === basis.cost && other.baseCost === other.cost;
  basis.cost = basis.cost && other.cost && basis.cost.plus(other.cost);
  basis.baseCost = sameCost
    ? basis.cost
    : basis.baseCost && other.baseCost && basis.baseCost.plus(other.baseCost);
  addMark(basis.mark, other.mark);
  addMark(basis.accountMark, other.accountMark);
}

/** An exact number as a double; NaN for an unknown one. */
export function toNumber(value: Exact | null): number {
  return value === null ? NaN : value.toNumber();
}

function setToNothing(basis: Basis): void {
  basis.cost = ZERO;
  basis.baseCost = ZERO;
  basis.mark.local = basis.mark.base = 0;
  basis.accountMark.local = basis.accountMark.base = 0;
}

function takeFromMark(mark: Mark, taken: Mark, share: number): void {
  taken.local = mark.local * share;
  taken.base = mark.base * share;
  mark.local -= taken.local;
  mark.base -= taken.base;
}

function addMark(mark: Mark, other: Mark): void {
  if (mark.local === 0 && mark.base === 0) mark.currency = other.currency;
  mark.local += other.local;
  mark.base += other.base;
}
