import type { Mark } from '../model/basis';
import type { Book } from '../book/book';
import type { Lot } from '../model/lot';
import type { Money } from '../plan/market';
import type { Position } from '../book/position';

/**
 * Sets the marks of everything held to its value at the start of a window: gains count from there.
 *
 * @param day of the portfolio's start; @param dayOf the start of an account alone; @param heldOn day that the book has
 * reached
 */
export function remark(book: Book, day: number, dayOf: (accountId: string) => number, heldOn: number): void {
  for (const position of book.positions.values()) {
    const { pool, lots, accountId } = position;
    if (lots.length === 0) continue;
    const accountDay = dayOf(accountId);
    if (pool) {
      pool.mark = markOf(book, position, lots, day, heldOn);
      pool.accountMark = markOf(book, position, lots, accountDay, heldOn);
      continue;
    }
    for (const lot of lots) {
      lot.basis.mark = markOf(book, position, [lot], day, heldOn);
      lot.basis.accountMark = markOf(book, position, [lot], accountDay, heldOn);
    }
  }
}

/** Value of lots in one currency: those worth money of another one are told in that of the first. */
function markOf(book: Book, { symbol }: Position, lots: readonly Lot[], day: number, heldOn: number): Mark {
  const values = lots.map((lot) => book.market.lotValue(symbol, lot, day, heldOn));
  const { currency } = values[0]!;
  const inCurrency = (value: Money) =>
    value.currency === currency
      ? value.amount
      : book.market.inBase(value, day) / book.market.rates.on(currency, day);
  const local = values.reduce((sum, value) => sum + inCurrency(value), 0);
  return { currency, local, base: book.market.inBase({ currency, amount: local }, day) };
}
