import type { Basis } from './basis';
import type { Exact } from './exact';

/** What a lot is worth by its own cost; that has a say until there is a close of its day or later. */
export interface OwnCost {
  /** Major unit of the numbers below. */
  readonly currency: string;
  /** NaN where it is unknown. */
  readonly price: number;
  readonly fee: number;
  readonly tax: number;
}

/** What is left of one acquisition. Quantities are as traded on the day the book has reached. */
export interface Lot {
  /** Line that acquired it, kept through transfers, spin-offs and mergers. */
  readonly buyId: string;
  /** Day of the acquisition: gains, holding periods and the order of use count from it. */
  readonly day: number;
  /** Day on which the lot came into its book: what happened to the share before does not concern it. */
  bookedDay: number;
  quantity: Exact;
  /** Major unit that its cost is told in. */
  readonly currency: string;
  own: OwnCost;
  /** With the `average` method the pool of its position holds the basis, and this one nothing. */
  basis: Basis;
}

/** A share of an own cost. */
export function shareOfOwn(own: OwnCost, share: number): OwnCost {
  const { currency, price, fee, tax } = own;
  return share === 1 ? own : { currency, price: price * share, fee: fee * share, tax: tax * share };
}
