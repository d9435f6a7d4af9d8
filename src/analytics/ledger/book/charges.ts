import { inBase } from './line-money';
import type { Book } from './book';
import type { LineRate } from './line-money';
import type { Exact } from '../model/exact';
import type { Transaction } from '../model/transaction';

/** Fee and tax of a line. */
export interface Charges {
  /** In the line's major currency. */
  readonly feeAmount: Exact;
  readonly taxAmount: Exact;
  /** In base currency. */
  readonly fee: number;
  readonly tax: number;
}

export function chargesOf(book: Book, line: Transaction, rate: LineRate): Charges {
  const feeAmount = book.major(line, line.fee);
  const taxAmount = book.major(line, line.tax);
  return { feeAmount, taxAmount, fee: inBase(feeAmount, rate), tax: inBase(taxAmount, rate) };
}

/** Charges of a line that is no trade and no income: a cost of their own, which is written down if there is any. */
export function applyStandaloneCharges(book: Book, line: Transaction): void {
  if (line.fee === undefined && line.tax === undefined) return;
  const rate = book.rateOf(line);
  const { feeAmount, taxAmount, fee, tax } = chargesOf(book, line, rate);
  const charged = feeAmount.plus(taxAmount);
  if (charged.isZero()) return;
  book.entry(line, {
    symbol: 'symbol' in line ? (line.symbol ?? null) : null,
    flow: book.isCashTracked(line.accountId) ? 0 : fee + tax,
    isCost: true,
    held: -(fee + tax),
    fee,
    tax,
    heldFee: fee,
    heldTax: tax,
    cash: book.moveCash(line, line.accountId, charged.neg(), rate),
    costs: fee,
    taxes: tax,
    symbolFlow: 'symbol' in line && line.symbol !== undefined ? fee + tax : 0,
  });
}
