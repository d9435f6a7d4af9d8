import { Book } from '../book/book';
import { applyMerger, applySpinOff, applySplit } from './corporate-lines';
import { IN_TRANSIT, emptyLog } from '../book/ledger-log';
import type { LedgerLog } from '../book/ledger-log';
import { InternalTransfers } from './internal-transfers';
import { applyCashFlow, applyCost, applyIncome } from './money-lines';
import type { LedgerPlan, PlannedDay } from '../plan/plan';
import { restoreSnapshot, takeSnapshot } from '../snapshot';
import type { Snapshot } from '../snapshot';
import { applyReturnOfCapital } from './return-of-capital';
import { applyBuy, applyRewardInKind, applySell } from './trade-lines';
import type { Transaction } from '../model/transaction';
import { applyArrival, applyDeparture, applyLoneCashTransfer } from './transfer-lines';
import { applyStandaloneCharges } from '../book/charges';

/** Runs the days of a plan through a book. */
export class Replay {
  readonly book: Book;
  readonly log: LedgerLog = emptyLog();
  private readonly transfers: InternalTransfers;
  private next = 0;
  private reached = -Infinity;

  constructor(
    private readonly plan: LedgerPlan,
    reportsOversold: boolean,
  ) {
    this.book = new Book(plan.accounts, plan.market, this.log, reportsOversold, plan.tellsWorth);
    this.transfers = new InternalTransfers(this.book);
  }

  /** Day up to which the lines have been run. */
  get reachedDay(): number {
    return this.reached;
  }

  /** Runs on to the end of a day. */
  runTo(toDay: number): void {
    const { days } = this.plan;
    while (this.next < days.length && days[this.next]!.day <= toDay) this.runDay(days[this.next++]!);
    this.reached = Math.max(this.reached, toDay);
  }

  /** The state at the end of the day that has been reached. */
  snapshot(): Snapshot {
    return takeSnapshot(this.reached, this.book, this.log, this.transfers.state());
  }

  /** Starts from a snapshot of another replay instead of the first line. @param log what that replay wrote */
  resume(snapshot: Snapshot, log: LedgerLog): void {
    restoreSnapshot(snapshot, log, this.book);
    this.transfers.restore(snapshot.transfers);
    this.reached = snapshot.day;
    const next = this.plan.days.findIndex(({ day }) => day > snapshot.day);
    this.next = next < 0 ? this.plan.days.length : next;
  }

  private runDay({ day, splits, dividends, lines }: PlannedDay): void {
    const { book } = this;
    book.startDay(day);
    for (const event of dividends) {
      for (const position of book.positionsOf(event.symbol)) {
        if (position.accountId === IN_TRANSIT || position.quantity.isZero()) continue;
        this.log.dividendsDue.push({ event, accountId: position.accountId, quantity: position.quantity });
      }
    }
    this.writeLineDays(day, lines);
    for (const split of splits) applySplit(book, split);
    let next = 0;
    for (; next < lines.length && isCorporate(lines[next]!); next++) this.apply(lines[next]!);
    book.startLines();
    for (; next < lines.length; next++) this.apply(lines[next]!);
    book.endDay();
  }

  private writeLineDays(day: number, lines: readonly Transaction[]): void {
    for (const { accountId } of lines) {
      const days = this.log.lineDays.get(accountId);
      if (!days) this.log.lineDays.set(accountId, [day]);
      else if (days.at(-1) !== day) days.push(day);
    }
  }

  private apply(line: Transaction): void {
    const { book } = this;
    const group = this.plan.groups.get(line.id);
    switch (line.type) {
      case 'buy':
        return applyBuy(book, line);
      case 'sell':
        return applySell(book, line);
      case 'dividend':
        return applyIncome(book, line);
      case 'interest':
      case 'reward':
        return 'quantity' in line ? applyRewardInKind(book, line) : applyIncome(book, line);
      case 'fee':
      case 'tax':
        return group ? undefined : applyCost(book, line);
      case 'deposit':
      case 'withdrawal':
        return applyCashFlow(book, line);
      case 'transfer_in':
        if ('amount' in line)
          return group ? this.transfers.applyMoney(line, group) : applyLoneCashTransfer(book, line);
        return group ? this.transfers.applyShares(line, group) : applyArrival(book, line);
      case 'transfer_out':
        if ('amount' in line)
          return group ? this.transfers.applyMoney(line, group) : applyLoneCashTransfer(book, line);
        return group ? this.transfers.applyShares(line, group) : applyDeparture(book, line);
      case 'split':
        return applyStandaloneCharges(book, line);
      case 'spin_off':
        return applySpinOff(book, line);
      case 'merger':
        return applyMerger(book, line);
      case 'return_of_capital':
        return applyReturnOfCapital(book, line);
      case 'adjustment':
        return line.quantity.startsWith('-') ? applyDeparture(book, line) : applyArrival(book, line);
    }
  }
}

function isCorporate({ type }: Transaction): boolean {
  return type === 'split' || type === 'spin_off' || type === 'merger';
}
