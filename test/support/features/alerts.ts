import type { QuotedPrice } from '../../../src/alerts/alert-unit';

/** A price of a symbol that is quoted in dollars. */
export function inDollars(symbol: string, price: number): QuotedPrice {
  return { symbol, price, currency: 'USD', quotedIn: 'USD' };
}
