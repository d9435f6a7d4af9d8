import { basisOfCost } from '../model/basis';
import { basisPaid, inBase } from '../book/line-money';
import type { Book } from '../book/book';
import { applyStandaloneCharges } from '../book/charges';
import { Exact } from '../model/exact';
import type { Lot } from '../model/lot';
import type {
  AdjustmentLine,
  CashTransferLine,
  ShareTransferInLine,
  ShareTransferOutLine,
} from '../model/transaction';

/** Books shares that arrive from outside: an external flow at their value at the day's close. */
export function applyArrival(book: Book, line: ShareTransferInLine | AdjustmentLine): void {
  const rate = book.rateOf(line, line.cost !== undefined);
  const quantity = new Exact(line.quantity);
  const cost = line.cost === undefined ? null : book.major(line, line.cost);
  const lot: Lot = {
    buyId: line.id,
    day: (line.type === 'transfer_in' ? line.acquiredDay : undefined) ?? line.day,
    bookedDay: line.day,
    quantity,
    currency: rate.currency,
    own: {
      currency: rate.currency,
      price: cost === null ? NaN : cost.toNumber(),
      fee: 0,
      tax: 0,
    },
    basis: cost === null ? basisOfCost(rate.currency, null, null) : basisPaid(cost, rate),
  };
  const value = book.markAtClose(line.symbol, lot);
  book.add(book.position(line.accountId, line.symbol), lot);
  book.entry(line, { symbol: line.symbol, flow: value, symbolFlow: value });
  applyStandaloneCharges(book, line);
}

/** Books shares that leave to outside, at their value at the day's close; their gain so far is not realised. */
export function applyDeparture(book: Book, line: ShareTransferOutLine | AdjustmentLine): void {
  const position = book.position(line.accountId, line.symbol);
  const lots = book.take(position, line, new Exact(line.quantity).abs());
  const values = lots.map((lot) => book.valueAtClose(line.symbol, lot));
  book.gain(position, lots, values, false, book.marketRate);
  const value = values.reduce((sum, part) => sum + part, 0);
  book.entry(line, { symbol: line.symbol, flow: -value, symbolFlow: -value });
  applyStandaloneCharges(book, line);
}

/** Books money that moves to or from outside by a transfer without a partner. */
export function applyLoneCashTransfer(book: Book, line: CashTransferLine): void {
  if (!book.isCashTracked(line.accountId)) return book.refuseCash(line);
  const rate = book.rateOf(line);
  const amount = book.major(line, line.amount);
  const signed = line.type === 'transfer_in' ? amount : amount.neg();
  book.entry(line, { flow: inBase(signed, rate), cash: book.moveCash(line, line.accountId, signed, rate) });
  applyStandaloneCharges(book, line);
}
