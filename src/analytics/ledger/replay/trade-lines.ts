import { basisPaid, inBase } from '../book/line-money';
import type { Book } from '../book/book';
import { Exact } from '../model/exact';
import { realise } from '../book/realise';
import { applyStandaloneCharges, chargesOf } from '../book/charges';
import type { BuyLine, RewardInKindLine, SellLine } from '../model/transaction';

/** Books a purchase: cost = quantity x price + fee + tax. */
export function applyBuy(book: Book, line: BuyLine): void {
  const rate = book.rateOf(line);
  const quantity = new Exact(line.quantity);
  const price = book.major(line, line.price);
  const { feeAmount, taxAmount, ...charges } = chargesOf(book, line, rate);
  const worth = quantity.times(price);
  const cost = worth.plus(feeAmount).plus(taxAmount);
  book.add(book.position(line.accountId, line.symbol), {
    buyId: line.id,
    day: line.day,
    bookedDay: line.day,
    quantity,
    currency: rate.currency,
    own: {
      currency: rate.currency,
      price: worth.toNumber(),
      fee: feeAmount.toNumber(),
      tax: taxAmount.toNumber(),
    },
    basis: basisPaid(cost, rate),
  });
  const paid = inBase(cost, rate);
  book.entry(line, {
    symbol: line.symbol,
    flow: book.isCashTracked(line.accountId) ? 0 : paid,
    ...charges,
    cash: book.moveCash(line, line.accountId, cost.neg(), rate),
    symbolFlow: paid,
  });
}

/** Books a sale: proceeds = quantity x price - fee - tax. */
export function applySell(book: Book, line: SellLine): void {
  const rate = book.rateOf(line);
  const quantity = new Exact(line.quantity);
  const { feeAmount, taxAmount, ...charges } = chargesOf(book, line, rate);
  const position = book.position(line.accountId, line.symbol);
  const oldestDay = position.lots[0]?.day ?? line.day;
  const lots = book.take(position, line, quantity);
  const amount = quantity.times(book.major(line, line.price)).minus(feeAmount).minus(taxAmount);
  realise(book, line, position, lots, { amount, rate }, oldestDay);
  const received = inBase(amount, rate);
  book.entry(line, {
    symbol: line.symbol,
    flow: book.isCashTracked(line.accountId) ? 0 : -received,
    ...charges,
    cash: book.moveCash(line, line.accountId, amount, rate),
    symbolFlow: -received,
  });
}

/** Books a reward in kind: a lot at fair value, and income that stays. Its charges are standalone costs. */
export function applyRewardInKind(book: Book, line: RewardInKindLine): void {
  const rate = book.rateOf(line);
  const quantity = new Exact(line.quantity);
  const price = book.major(line, line.price);
  const worth = quantity.times(price);
  book.add(book.position(line.accountId, line.symbol), {
    buyId: line.id,
    day: line.day,
    bookedDay: line.day,
    quantity,
    currency: rate.currency,
    own: { currency: rate.currency, price: worth.toNumber(), fee: 0, tax: 0 },
    basis: basisPaid(worth, rate),
  });
  const income = inBase(worth, rate);
  book.entry(line, { symbol: line.symbol, held: income, income });
  applyStandaloneCharges(book, line);
}
