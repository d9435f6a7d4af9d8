import { inBase } from '../book/line-money';
import type { Book } from '../book/book';
import { applyStandaloneCharges, chargesOf } from '../book/charges';
import { ZERO } from '../model/exact';
import type { CashFlowLine, CashIncomeLine, CostLine, DividendLine } from '../model/transaction';

/** Books income in money: gross amount less what is withheld. Negative interest is a cost. */
export function applyIncome(book: Book, line: DividendLine | CashIncomeLine): void {
  const rate = book.rateOf(line);
  const amount = book.major(line, line.amount);
  const { feeAmount, taxAmount, fee, tax } = chargesOf(book, line, rate);
  const received = amount.minus(feeAmount).minus(taxAmount);
  const net = inBase(received, rate);
  const gross = inBase(amount, rate);
  const isDebit = amount.lt(ZERO);
  const symbol = line.type === 'dividend' ? line.symbol : null;
  book.entry(line, {
    symbol,
    flow: book.isCashTracked(line.accountId) ? 0 : -net,
    isCost: received.lte(ZERO),
    held: net,
    fee,
    tax,
    heldFee: fee,
    heldTax: tax,
    cash: book.moveCash(line, line.accountId, received, rate),
    income: isDebit ? 0 : gross,
    costs: fee - (isDebit ? gross : 0),
    taxes: tax,
    symbolFlow: symbol === null ? 0 : -net,
  });
}

/** Books a standalone fee or tax, or its refund. */
export function applyCost(book: Book, line: CostLine): void {
  const rate = book.rateOf(line);
  const amount = book.major(line, line.amount);
  const charges = chargesOf(book, line, rate);
  const charged = amount.plus(charges.feeAmount).plus(charges.taxAmount);
  const own = inBase(amount, rate);
  const fee = charges.fee + (line.type === 'fee' ? own : 0);
  const tax = charges.tax + (line.type === 'tax' ? own : 0);
  const cost = inBase(charged, rate);
  book.entry(line, {
    symbol: line.symbol ?? null,
    flow: book.isCashTracked(line.accountId) ? 0 : cost,
    isCost: true,
    held: -cost,
    fee,
    tax,
    heldFee: fee,
    heldTax: tax,
    cash: book.moveCash(line, line.accountId, charged.neg(), rate),
    costs: fee,
    taxes: tax,
    symbolFlow: line.symbol === undefined ? 0 : cost,
  });
}

/** Books a deposit or a withdrawal; its charges are standalone costs. */
export function applyCashFlow(book: Book, line: CashFlowLine): void {
  if (!book.isCashTracked(line.accountId)) return book.refuseCash(line);
  const rate = book.rateOf(line);
  const amount = book.major(line, line.amount);
  const signed = line.type === 'deposit' ? amount : amount.neg();
  book.entry(line, {
    flow: inBase(signed, rate),
    cash: book.moveCash(line, line.accountId, signed, rate),
  });
  applyStandaloneCharges(book, line);
}
