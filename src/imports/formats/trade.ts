import {
  absolute,
  difference,
  isNegative,
  isZero,
  product,
  quotient,
  sum,
  unlessZero,
} from '../notation/decimal-text';
import type { ReadMoment } from '../notation/date-notation';
import { Draft, RowError, StatedInstrument } from './draft';
import { takenBack } from './taken-back';

/** What a statement says of a trade. A sale's quantity may stand with minus; other signs do not count. */
export interface StatedTrade {
  readonly at: ReadMoment;
  readonly instrument: StatedInstrument;
  readonly quantity: string;
  /** of one; made of `amount` where it is left out */
  readonly price?: string;
  /** gross, without costs */
  readonly amount?: string;
  /** what was paid or got in all, its costs in it; counts where neither price nor gross amount is told */
  readonly net?: string;
  readonly currency?: string;
  readonly fx_rate?: string;
  readonly fee?: string;
  readonly tax?: string;
  readonly note?: string;
  readonly external_id?: string;
  readonly group_id?: string;
  readonly account?: string;
}

/** A buy or sell; a buy of less than 0 is taken back. @throws RowError without quantity or price */
export function trade(type: 'buy' | 'sell', stated: StatedTrade): Draft {
  const { at, quantity, price, amount, net, fee, tax, ...rest } = stated;
  const shares = absolute(quantity);
  if (isZero(shares)) throw new RowError('the quantity is 0', 'quantity');
  const paid = type === 'buy' ? 'out' : 'in';
  const all = amount ?? (price === undefined && net ? withoutCosts(paid, net, { fee, tax }) : undefined);
  const each = price === undefined ? all && quotient(absolute(all), shares) : absolute(price);
  if (each === undefined) throw new RowError('the row has no price', 'price');
  const line: Draft = {
    ...defined(rest),
    type,
    ...at,
    quantity: shares,
    price: each,
    ...costs({ fee, tax }),
  };
  return type === 'buy' && isNegative(quantity) ? takenBack(line) : line;
}

/**
 * What moved but for its costs, without a sign: they are in what goes out, and off what comes in.
 * @throws RowError where they are more than what went out
 */
export function withoutCosts(
  direction: 'in' | 'out',
  net: string,
  { fee = '0', tax = '0' }: Pick<Draft, 'fee' | 'tax'>,
): string {
  const paid = sum(absolute(fee), absolute(tax));
  if (direction === 'in') return sum(absolute(net), paid);
  const amount = difference(absolute(net), paid);
  if (isNegative(amount)) throw new RowError('the costs are more than what was paid', 'amount');
  return amount;
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
