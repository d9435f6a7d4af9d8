import type { Asset, Purchase } from '../portfolio';
import { digitsOf } from './to-buys';

/** A purchase as a new portfolio has it, before it is a line of its ledger. */
export function newAsset({ symbol, quantity, purchase_price, purchase_date, basis }: Purchase): Asset {
  return {
    symbol,
    quantity: Number(quantity),
    purchase_price: Number(purchase_price),
    purchase_date,
    given: {
      quantity: digitsOf(quantity),
      purchase_price: digitsOf(purchase_price),
      ...(basis && { basis }),
    },
  };
}
