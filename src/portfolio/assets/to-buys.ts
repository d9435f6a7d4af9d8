import { Decimal } from 'decimal.js';
import { Types } from 'mongoose';
import type { NumberOrDigits } from '../../common/numbers/number-or-digits';
import type { Ledger } from '../ledger/ledger';
import { seqOf } from '../ledger/changes/ledger-change';
import type { Purchase } from '../portfolio';
import type { Entry } from '../transactions/entry';

/** What buys are booked under. */
export interface BuyTerms {
  readonly accountId: string;
  /** of the prices */
  readonly currency: string;
  readonly at: Date;
}

/** Purchases as buys of an account, in the order given. */
export function toBuys(purchases: readonly Purchase[], ledger: Ledger, terms: BuyTerms): Entry[] {
  return purchases.map((purchase, place) => toBuy(purchase, terms, seqOf(ledger, place)));
}

/** A purchase as a buy. @param seq its order of creation */
export function toBuy(
  { symbol, quantity, purchase_price, purchase_date, basis = 'auto' }: Purchase,
  { accountId, currency, at }: BuyTerms,
  seq: number,
): Entry {
  return {
    id: new Types.ObjectId().toHexString(),
    account_id: accountId,
    seq,
    type: 'buy',
    date: purchase_date,
    currency,
    symbol,
    quantity: digitsOf(quantity),
    price: digitsOf(purchase_price),
    origin: 'assets',
    basis,
    version: 1,
    created_at: at,
    updated_at: at,
  };
}

/** The plain digits of a double, however small it is, and of digits. */
export function digitsOf(number: NumberOrDigits): string {
  return new Decimal(number).toFixed();
}
