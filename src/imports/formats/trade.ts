import { absolute, isZero, product, quotient, unlessZero } from '../notation/decimal-text';
import type { ReadMoment } from '../notation/date-notation';
import { Draft, RowError, StatedInstrument } from './draft';

/** What a statement says of a trade; signs do not count. */
export interface StatedTrade {
  readonly at: ReadMoment;
  readonly instrument: StatedInstrument;
  readonly quantity: string;
  /** of one; made of `amount` where it is left out */
  readonly price?: string;
  /** gross, without costs */
  readonly amount?: string;
  readonly currency?: string;
  readonly fx_rate?: string;
  readonly fee?: string;
  readonly tax?: string;
  readonly note?: string;
  readonly external_id?: string;
  readonly group_id?: string;
  readonly account?: string;
}

/** A buy or sell. @throws RowError without quantity or price */
export function trade(type: 'buy' | 'sell', stated: StatedTrade): Draft {
  const { at, quantity, price, amount, fee, tax, ...rest } = stated;
  const shares = absolute(quantity);
  if (isZero(shares)) throw new RowError('the quantity is 0', 'quantity');
  const each = price === undefined ? amount && quotient(absolute(amount), shares) : absolute(price);
  if (each === undefined) throw new RowError('the row has no price', 'price');
  return { ...defined(rest), type, ...at, quantity: shares, price: each, ...costs({ fee, tax }) };
}

/** Costs as a ledger has them: at least 0, and left out where there are none. */
export function costs({ fee, tax }: { fee?: string; tax?: string }): Pick<Draft, 'fee' | 'tax'> {
  const positive = (cost: string | undefined) => unlessZero(cost && absolute(cost));
  return defined({ fee: positive(fee), tax: positive(tax) });
}

/** Without the fields that are undefined. */
export function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** `quantity` times `price`, where both are known. */
export function gross(quantity: string | undefined, price: string | undefined): string | undefined {
  return quantity !== undefined && price !== undefined
    ? product(absolute(quantity), absolute(price))
    : undefined;
}
