import { inBase } from '../book/line-money';
import type { LineRate } from '../book/line-money';
import type { Book } from '../book/book';
import { applyStandaloneCharges } from '../book/charges';
import { Exact, ZERO } from '../model/exact';
import { IN_TRANSIT } from '../book/ledger-log';
import type { Position } from '../book/position';
import { realise } from '../book/realise';
import type { TransferState } from '../snapshot';
import type { TransferGroup } from '../plan/transfer-groups';
import type {
  CashTransferLine,
  CostLine,
  ShareTransferInLine,
  ShareTransferOutLine,
} from '../model/transaction';

/** How far the transfers inside the portfolio have come: what has left and not yet arrived is in transit. */
export class InternalTransfers {
  private readonly done = new Set<string>();
  /** Money under way, by group. */
  private readonly money = new Map<string, Map<string, Exact>>();

  constructor(private readonly book: Book) {}

  state(): TransferState {
    return {
      done: [...this.done],
      money: new Map([...this.money].map(([key, sums]) => [key, new Map(sums)])),
    };
  }

  restore({ done, money }: TransferState): void {
    for (const id of done) this.done.add(id);
    for (const [key, sums] of money) this.money.set(key, new Map(sums));
  }

  /** Books a leg of shares. Lots, costs and days are carried along; the giving account's method has chosen them. */
  applyShares(line: ShareTransferInLine | ShareTransferOutLine, group: TransferGroup): void {
    if (line.type === 'transfer_out') this.leave(line, group);
    else this.arrive(line, group);
  }

  /** Books a leg of money; legs in different currencies are a conversion. */
  applyMoney(line: CashTransferLine, group: TransferGroup): void {
    const { book } = this;
    if (!book.isCashTracked(line.accountId)) return book.refuseCash(line);
    const rate = book.rateOf(line);
    const amount = book.major(line, line.amount);
    const signed = line.type === 'transfer_in' ? amount : amount.neg();
    book.entry(line, {
      flow: inBase(signed, rate),
      between: group.accountIds,
      cash: book.moveCash(line, line.accountId, signed, rate),
    });
    const underWay = this.money.get(group.key) ?? new Map<string, Exact>();
    this.money.set(group.key, underWay);
    underWay.set(rate.currency, (underWay.get(rate.currency) ?? ZERO).minus(signed));
    book.moveBalance(IN_TRANSIT, rate.currency, signed.neg());
    applyStandaloneCharges(book, line);
    this.done.add(line.id);
    if (!this.isComplete(group)) return;
    for (const [currency, left] of underWay) book.moveBalance(IN_TRANSIT, currency, left.neg());
    this.money.delete(group.key);
    if (underWay.size === 1) this.chargeLost(line, underWay.get(rate.currency)!, rate);
  }

  /** Money that left in one currency and did not arrive in it is what the transfer cost. */
  private chargeLost(line: CashTransferLine, lost: Exact, rate: LineRate): void {
    if (lost.isZero()) return;
    const costs = inBase(lost, rate);
    this.book.entry(line, { accountId: IN_TRANSIT, held: -costs, cash: -costs, costs });
  }

  private leave(line: ShareTransferOutLine, group: TransferGroup): void {
    if (this.done.has(line.id)) return;
    this.done.add(line.id);
    const { book } = this;
    const giving = book.position(line.accountId, line.symbol);
    const lots = book.take(giving, line, new Exact(line.quantity));
    const values = lots.map((lot) => book.valueAtClose(line.symbol, lot));
    book.gain(giving, lots, values, false, book.marketRate, 'account');
    const transit = this.transitOf(group);
    for (const lot of lots) book.add(transit, lot);
    const value = values.reduce((sum, part) => sum + part, 0);
    book.entry(line, { symbol: line.symbol, flow: -value, between: group.accountIds });
    applyStandaloneCharges(book, line);
    this.settle(group, line);
  }

  private arrive(line: ShareTransferInLine, group: TransferGroup): void {
    const { book } = this;
    const transit = this.transitOf(group);
    const quantity = new Exact(line.quantity);
    // An arrival that is dated before its departure takes the shares from the giving account on its own day.
    for (const out of group.outs) {
      if (transit.quantity.gte(quantity)) break;
      this.leave(out as ShareTransferOutLine, group);
    }
    if (transit.quantity.lt(quantity)) this.refuseUnequal(line, transit.quantity, quantity);
    const receiving = book.position(line.accountId, line.symbol);
    book.touch(transit);
    let value = 0;
    for (const lot of transit.take(Exact.min(quantity, transit.quantity))) {
      lot.bookedDay = line.day;
      value += book.markAtClose(line.symbol, lot, true);
      book.add(receiving, lot);
    }
    book.entry(line, { symbol: line.symbol, flow: value, between: group.accountIds });
    applyStandaloneCharges(book, line);
    this.done.add(line.id);
    this.settle(group, line);
  }

  /** When all legs are done nothing may be left on the way but what is booked as a fee in kind. */
  private settle(group: TransferGroup, line: ShareTransferInLine | ShareTransferOutLine): void {
    const transit = this.transitOf(group);
    if (!this.isComplete(group) || transit.quantity.isZero()) return;
    const { book } = this;
    if (!group.feeInKind) {
      const arrived = new Exact(line.quantity);
      return this.refuseUnequal(line, arrived.plus(transit.quantity), arrived);
    }
    const fee = group.feeInKind as CostLine;
    const rate = book.rateOf(fee);
    const amount = book.major(fee, fee.amount);
    book.touch(transit);
    const oldestDay = transit.lots[0]!.day;
    realise(book, fee, transit, transit.take(transit.quantity), { amount, rate }, oldestDay);
    const cost = inBase(amount, rate);
    book.entry(fee, { accountId: IN_TRANSIT, symbol: line.symbol, costs: fee.type === 'fee' ? cost : 0 });
  }

  private transitOf(group: TransferGroup): Position {
    return this.book.position(IN_TRANSIT, group.symbol!, group.key);
  }

  private isComplete({ outs, ins }: TransferGroup): boolean {
    return outs.every(({ id }) => this.done.has(id)) && ins.every(({ id }) => this.done.has(id));
  }

  private refuseUnequal(line: ShareTransferInLine | ShareTransferOutLine, sent: Exact, arrived: Exact): void {
    this.book.refuse({
      code: 'ledger.unequal_transfer',
      lineId: line.id,
      field: 'quantity',
      symbol: line.symbol,
      day: line.day,
      held: sent.toFixed(),
      asked: arrived.toFixed(),
      detail: `${sent.toFixed()} ${line.symbol} were sent, ${arrived.toFixed()} arrive; book the difference as a fee in kind`,
    });
  }
}
