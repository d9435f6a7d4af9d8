import type { LedgerAccount } from '../model/account';
import { basisOfCost } from '../model/basis';
import type { Mark } from '../model/basis';
import { Exact, ZERO } from '../model/exact';
import { LedgerError } from '../model/ledger-error';
import type { LedgerProblem } from '../model/ledger-error';
import { IN_TRANSIT } from './ledger-log';
import type { GainEntry, LedgerEntry, LedgerLog } from './ledger-log';
import type { Lot } from '../model/lot';
import type { Market } from '../plan/market';
import { DayJournal } from './day-journal';
import { gainOf } from './gain-of-lots';
import { inBase, LineMoney } from './line-money';
import type { LineRate } from './line-money';
import { Position } from './position';
import type { TakenLot } from './position';
import type { Transaction } from '../model/transaction';

/** The state of a ledger at one moment: lots, cash, and what is under way; it writes down what happens to them. */
export class Book {
  readonly positions = new Map<string, Position>();
  readonly cash = new Map<string, Map<string, Exact>>();
  private readonly ofSymbol = new Map<string, Position[]>();
  private readonly money: LineMoney;
  private readonly journal: DayJournal;
  private day = -Infinity;

  constructor(
    readonly accounts: ReadonlyMap<string, LedgerAccount>,
    readonly market: Market,
    readonly log: LedgerLog,
    private readonly reportsOversold: boolean,
    tellsWorth: boolean,
  ) {
    this.money = new LineMoney(accounts, market.rates, log);
    this.journal = new DayJournal(market, log, tellsWorth);
  }

  /** The position of a symbol in an account; made where there is none. `key` tells positions in transit apart. */
  position(accountId: string, symbol: string, key = ''): Position {
    const id = `${accountId}\n${symbol}\n${key}`;
    let position = this.positions.get(id);
    if (!position) {
      position = new Position(id, accountId, symbol, this.accounts.get(accountId)?.costMethod ?? 'fifo');
      this.positions.set(id, position);
      const known = this.ofSymbol.get(symbol);
      if (known) known.push(position);
      else this.ofSymbol.set(symbol, [position]);
    }
    return position;
  }

  positionsOf(symbol: string): readonly Position[] {
    return this.ofSymbol.get(symbol) ?? [];
  }

  startDay(day: number): void {
    this.day = day;
  }

  /** Corporate actions are done: what they changed is what counts as held before the day's lines. */
  startLines(): void {
    this.journal.startLines(this.day);
  }

  /** To be said before a position changes. */
  touch(position: Position, isCorporate = false): void {
    if (isCorporate) this.journal.touchCorporate(position);
    else this.journal.touch(position, this.day);
  }

  endDay(): void {
    this.journal.endDay(this.day, (accountId, currency) => this.cash.get(accountId)!.get(currency)!);
  }

  /** Books a lot; a pool takes it in the currency it is told in. */
  add(position: Position, lot: Lot, isCorporate = false): void {
    this.touch(position, isCorporate);
    if (position.pool && position.lots.length > 0) {
      this.tellIn(position.poolCurrency!, lot);
      this.tellMarkIn(position.pool.mark.currency, lot.basis.mark);
      this.tellMarkIn(position.pool.accountMark.currency, lot.basis.accountMark);
    }
    position.add(lot);
  }

  /** Takes shares out of a position, by the account's method or the lots that a sale names. */
  take(position: Position, line: Transaction, quantity: Exact): TakenLot[] {
    if (quantity.gt(position.quantity)) this.refuseOversold(position, line, quantity);
    this.touch(position);
    if (line.type !== 'sell' || !line.lots) return position.take(quantity);
    const named = new Map<string, Exact>();
    for (const { transactionId, quantity: text } of line.lots) {
      const held = position.heldOf(transactionId);
      const asked = (named.get(transactionId) ?? ZERO).plus(text);
      named.set(transactionId, asked);
      if (position.isSpecific && held.lt(asked)) {
        this.refuse({
          code: 'ledger.lot_used_up',
          lineId: line.id,
          field: 'lots',
          symbol: position.symbol,
          day: line.day,
          held: held.toFixed(),
          asked: asked.toFixed(),
          detail: `Of the lot of ${transactionId} ${held.toFixed()} is left`,
        });
      }
    }
    return position.take(quantity, line.lots);
  }

  /** Refuses a line; where problems are reported instead it only writes it down. */
  refuse(problem: LedgerProblem): void {
    if (!this.reportsOversold) throw new LedgerError(problem);
    this.log.problems.push(problem);
  }

  /** Refuses money that enters or leaves an account without cash. */
  refuseCash(line: Transaction): void {
    this.refuse({
      code: 'ledger.no_cash_account',
      lineId: line.id,
      field: 'type',
      symbol: null,
      day: line.day,
      detail: `The account tracks no cash: a ${line.type} of money has no place in it`,
    });
  }

  /** Value of a lot at the close of the day, in base currency. */
  valueAtClose(symbol: string, lot: Lot): number {
    return this.market.inBase(this.market.lotValue(symbol, lot, this.day), this.day);
  }

  /** Moves tracked cash by an amount in the line's major currency; returns the movement in base currency. */
  moveCash(line: Transaction, accountId: string, amount: Exact, rate: LineRate): number {
    const account = this.accounts.get(accountId);
    if (account && !account.tracksCash) return 0;
    const base = this.market.rates.base;
    const movesInBase = line.fxRate !== undefined && account?.currency === base && rate.exact !== null;
    if (movesInBase) this.moveBalance(accountId, base, amount.times(rate.exact));
    else this.moveBalance(accountId, rate.currency, amount);
    return inBase(amount, rate);
  }

  moveBalance(accountId: string, currency: string, amount: Exact): void {
    let balances = this.cash.get(accountId);
    if (!balances) this.cash.set(accountId, (balances = new Map<string, Exact>()));
    balances.set(currency, (balances.get(currency) ?? ZERO).plus(amount));
    this.journal.touchCash(accountId, currency);
  }

  /** The rate a line converts at; one that needs it and has none is written down. */
  rateOf(line: Transaction, isNeeded = true): LineRate {
    return this.money.rateOf(line, isNeeded);
  }

  /** A number of a line in its major currency; 0 where it is left out. */
  major(line: Transaction, text: string | undefined): Exact {
    return this.money.major(line, text);
  }

  isCashTracked(accountId: string): boolean {
    return this.accounts.get(accountId)?.tracksCash ?? false;
  }

  entry(line: Transaction, parts: Partial<LedgerEntry>): void {
    const { accountId, id } = line;
    const tracksCash = this.isCashTracked(accountId);
    this.log.entries.push({ ...EMPTY_ENTRY, day: this.day, accountId, lineId: id, tracksCash, ...parts });
  }

  /**
   * Writes down the gains of lots that leave at values in base currency.
   *
   * @param rateOn the day's rate of a currency; @param scope whether they leave the portfolio or only the account
   */
  gain(
    position: Position,
    lots: readonly TakenLot[],
    values: readonly number[],
    isRealised: boolean,
    rateOn: (currency: string) => number,
    scope: 'portfolio' | 'account' = 'portfolio',
  ): void {
    this.writeGain({
      day: this.day,
      accountId: position.accountId,
      symbol: position.symbol,
      isRealised,
      ...gainOf(lots, values, rateOn, scope === 'portfolio'),
    });
  }

  writeGain(gain: GainEntry): void {
    this.log.gains.push(gain);
  }

  /** The day's market rate of a currency, the line's own for its currency. */
  rates(rate: LineRate): (currency: string) => number {
    return (currency) =>
      currency === rate.currency ? rate.number : this.market.rates.on(currency, this.day);
  }

  marketRate = (currency: string): number => this.market.rates.on(currency, this.day);

  private refuseOversold(position: Position, line: Transaction, asked: Exact): void {
    const held = position.quantity;
    this.refuse({
      code: 'ledger.oversold',
      lineId: line.id,
      field: 'quantity',
      symbol: position.symbol,
      day: line.day,
      held: held.toFixed(),
      asked: asked.toFixed(),
      detail: `${asked.toFixed()} ${position.symbol} asked for, ${held.toFixed()} held`,
    });
    // Reported only: what is missing is taken as shares of unknown origin.
    const missing = asked.minus(held);
    const lot: Lot = {
      buyId: line.id,
      day: line.day,
      bookedDay: line.day,
      quantity: missing,
      currency: this.rateOf(line, false).currency,
      own: { currency: this.market.rates.base, price: NaN, fee: 0, tax: 0 },
      basis: basisOfCost('', null, null),
    };
    const value = this.markAtClose(position.symbol, lot);
    this.add(position, lot);
    this.entry(line, { symbol: position.symbol, flow: value, symbolFlow: value });
  }

  /** Sets the marks of a lot that arrives at its value at the close of the day, and returns that. */
  markAtClose(symbol: string, lot: Lot, accountOnly = false): number {
    const value = this.market.lotValue(symbol, lot, this.day);
    const base = this.market.inBase(value, this.day);
    lot.basis.accountMark = { currency: value.currency, local: value.amount, base };
    if (!accountOnly) lot.basis.mark = { currency: value.currency, local: value.amount, base };
    return base;
  }

  private tellIn(currency: string, lot: Lot): void {
    if (lot.currency === currency || lot.basis.cost === null) return;
    const { rates } = this.market;
    const [from, to] = [rates.exactOn(lot.currency, this.day), rates.exactOn(currency, this.day)];
    const { cost } = lot.basis;
    const isAlias = lot.basis.baseCost === cost;
    lot.basis.cost = from && to && cost.times(from).div(to);
    if (isAlias) lot.basis.baseCost = cost;
  }

  private tellMarkIn(currency: string, mark: Mark): void {
    if (mark.currency === currency || currency === '') return;
    mark.local *= this.marketRate(mark.currency) / this.marketRate(currency);
    mark.currency = currency;
  }
}

const EMPTY_ENTRY: LedgerEntry = {
  day: 0,
  accountId: IN_TRANSIT,
  lineId: '',
  symbol: null,
  flow: 0,
  isCost: false,
  between: null,
  held: 0,
  fee: 0,
  tax: 0,
  heldFee: 0,
  heldTax: 0,
  tracksCash: false,
  cash: 0,
  income: 0,
  costs: 0,
  taxes: 0,
  symbolFlow: 0,
  movedBasis: 0,
  accountMovedBasis: 0,
  moved: 0,
};
