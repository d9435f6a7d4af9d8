import type { Attribution } from './attribution-terms';
import { AttributionTerms } from './attribution-terms';
import type { Book } from '../book/book';
import type { GainEntry, LedgerEntry } from '../book/ledger-log';
import type { LedgerPlan } from '../plan/plan';
import type { Position } from '../book/position';
import { remark } from '../replay/remark';
import { Replay } from '../replay/replay';
import { crosses, staysInside } from '../model/scope';
import type { Scope } from '../model/scope';
import { toldDayBefore } from '../columns/valuation-days';

/** What made the value of a portfolio, its accounts and its symbols what it is; each adds up. */
export interface LedgerAttribution {
  readonly portfolio: Attribution;
  readonly accounts: ReadonlyMap<string, Attribution>;
  /** Closed ones too; each measured as without cash. */
  readonly symbols: ReadonlyMap<string, Attribution>;
  /** The symbols of each account, measured as the account is: what comes from another account comes in. */
  readonly symbolsOf: ReadonlyMap<string, ReadonlyMap<string, Attribution>>;
}

/**
 * start value + in - out + price gains + currency gains + income - costs - taxes = end value, over the lines of
 * [fromDay, toDay]. At the start, price and rate stand in the place of the cost of what is held. Without a `startDay` the
 * start is the value on the last day of a close or line before `fromDay`; the end is that on the last one up to `toDay`,
 * or on the ledger's last day. An account alone then starts and ends on its own days.
 *
 * @param fromDay null means the first line; @param replay one that has not come to the window yet; it is used up
 * @param startDay day before `fromDay` whose closes and rates everything starts with
 */
export function attributeLedger(
  plan: LedgerPlan,
  fromDay: number | null,
  toDay: number,
  replay: Replay = new Replay(plan, true),
  startDay?: number,
): LedgerAttribution {
  const { book, log } = replay;
  const collector = new Collector(book);
  if (fromDay !== null) {
    replay.runTo(fromDay - 1);
    const dayBefore = (scope: Scope) => startDay ?? toldDayBefore(log, plan.market, scope, fromDay);
    const opened = dayBefore(null);
    if (opened > -Infinity) {
      const dayOf = collector.daysOfAccounts(dayBefore, opened);
      remark(book, opened, dayOf, fromDay - 1);
      collector.start(opened, dayOf);
    }
  }
  const [firstEntry, firstGain] = [log.entries.length, log.gains.length];
  replay.runTo(toDay);
  for (let i = firstEntry; i < log.entries.length; i++) collector.addEntry(log.entries[i]!);
  for (let i = firstGain; i < log.gains.length; i++) collector.addGain(log.gains[i]!);
  // The ledger's last day is a valuation date of everything.
  const lastDay = (scope: Scope) =>
    toDay >= plan.toDay ? plan.toDay : toldDayBefore(log, plan.market, scope, toDay + 1);
  const endDay = lastDay(null);
  const dayOf = collector.daysOfAccounts(lastDay, endDay);
  collector.end(endDay, dayOf, toDay);
  return collector.attribution();
}

class Collector {
  private readonly portfolio = new AttributionTerms();
  private readonly accounts = new Map<string, AttributionTerms>();
  private readonly symbols = new Map<string, AttributionTerms>();
  private readonly symbolsOf = new Map<string, Map<string, AttributionTerms>>();

  constructor(private readonly book: Book) {
    for (const id of book.accounts.keys()) {
      this.accounts.set(id, new AttributionTerms());
      this.symbolsOf.set(id, new Map());
    }
  }

  /** The day of each account: its own, or (what is in transit, an account that has none) the portfolio's. */
  daysOfAccounts(dayOf: (accountId: string) => number, day: number): (accountId: string) => number {
    const days = new Map([...this.accounts.keys()].map((id) => [id, dayOf(id)]));
    return (accountId) => {
      const own = days.get(accountId) ?? day;
      return own === -Infinity ? day : own;
    };
  }

  /** Takes the freshly set marks of what is held as the start value. */
  start(day: number, dayOf: (accountId: string) => number): void {
    for (const { accountId, symbol, pool, lots } of this.book.positions.values()) {
      if (lots.length === 0) continue;
      for (const { mark, accountMark } of pool ? [pool] : lots.map(({ basis }) => basis)) {
        this.portfolio.start += mark.base;
        this.symbol(symbol).start += mark.base;
        for (const terms of this.inAccount(accountId, symbol)) terms.start += accountMark.base;
      }
    }
    this.eachCash(day, dayOf, (terms, value) => (terms.cashStart += value));
  }

  addEntry(entry: LedgerEntry): void {
    const { accountId, symbol, income, costs, taxes } = entry;
    const account = this.accounts.get(accountId);
    for (const [terms, scope] of [
      [this.portfolio, null],
      [account, accountId],
    ] as const) {
      if (!terms) continue;
      if (crosses(scope, entry)) terms.addFlow(entry.flow);
      if (!staysInside(scope, entry)) terms.cashMoved += entry.cash;
    }
    if (symbol !== null) {
      this.symbol(symbol).addFlow(entry.symbolFlow);
      this.symbol(symbol).addFlow(entry.movedBasis);
      const inAccount = this.symbolIn(accountId, symbol);
      if (entry.between === null) inAccount?.addFlow(entry.symbolFlow);
      else if (crosses(accountId, entry)) inAccount?.addFlow(entry.flow);
      inAccount?.addFlow(entry.accountMovedBasis);
    }
    this.each(accountId, symbol, (terms) => {
      terms.income += income;
      terms.costs += costs;
      terms.taxes += taxes;
    });
  }

  addGain(gain: GainEntry): void {
    const { accountId, symbol, isRealised, price, currency } = gain;
    this.portfolio.addGain(isRealised, price, currency);
    this.symbol(symbol).addGain(isRealised, price, currency);
    for (const terms of this.inAccount(accountId, symbol)) {
      terms.addGain(isRealised, gain.accountPrice, gain.accountCurrency);
    }
  }

  /** @param day of the closes, and of an account's; @param heldOn day that the book has reached */
  end(day: number, dayOf: (accountId: string) => number, heldOn: number): void {
    for (const position of this.book.positions.values()) {
      if (position.lots.length === 0) continue;
      const { accountId, symbol } = position;
      const inAccount = this.inAccount(accountId, symbol);
      this.addOpen(position, day, heldOn, 'mark', [this.portfolio, this.symbol(symbol)]);
      if (inAccount.length > 0) this.addOpen(position, dayOf(accountId), heldOn, 'accountMark', inAccount);
    }
    this.eachCash(day, dayOf, (terms, value) => (terms.cashEnd += value));
  }

  attribution(): LedgerAttribution {
    const totals = (terms: ReadonlyMap<string, AttributionTerms>) =>
      new Map([...terms].map(([key, one]) => [key, one.total()]));
    return {
      portfolio: this.portfolio.total(),
      accounts: totals(this.accounts),
      symbols: totals(this.symbols),
      symbolsOf: new Map([...this.symbolsOf].map(([id, symbols]) => [id, totals(symbols)])),
    };
  }

  private each(accountId: string, symbol: string | null, add: (terms: AttributionTerms) => void): void {
    add(this.portfolio);
    if (symbol !== null) add(this.symbol(symbol));
    for (const terms of this.inAccount(accountId, symbol)) add(terms);
  }

  /** The terms of an account and of a symbol in it; of what is in transit none. */
  private inAccount(accountId: string, symbol: string | null): AttributionTerms[] {
    const account = this.accounts.get(accountId);
    const inAccount = symbol === null ? undefined : this.symbolIn(accountId, symbol);
    return [account, inAccount].filter((terms) => terms !== undefined);
  }

  private addOpen(
    { symbol, lots, pool }: Position,
    day: number,
    heldOn: number,
    which: 'mark' | 'accountMark',
    terms: readonly AttributionTerms[],
  ): void {
    const { market } = this.book;
    const rateOn = (currency: string) => market.rates.on(currency, day);
    const values = lots.map((lot) => market.inBase(market.lotValue(symbol, lot, day, heldOn), day));
    const worths = pool ? [values.reduce((sum, value) => sum + value, 0)] : values;
    const bases = pool ? [pool] : lots.map(({ basis }) => basis);
    bases.forEach((basis, i) => {
      for (const one of terms) one.addOpen(worths[i]!, basis[which], rateOn);
    });
  }

  private eachCash(
    day: number,
    dayOf: (accountId: string) => number,
    add: (terms: AttributionTerms, value: number) => void,
  ): void {
    const { market, cash } = this.book;
    for (const [accountId, balances] of cash) {
      const account = this.accounts.get(accountId);
      for (const [currency, balance] of balances) {
        const money = { currency, amount: balance.toNumber() };
        add(this.portfolio, market.inBase(money, day));
        if (account) add(account, market.inBase(money, dayOf(accountId)));
      }
    }
  }

  private symbol(symbol: string): AttributionTerms {
    return termsOf(this.symbols, symbol);
  }

  private symbolIn(accountId: string, symbol: string): AttributionTerms | undefined {
    const symbols = this.symbolsOf.get(accountId);
    return symbols && termsOf(symbols, symbol);
  }
}

function termsOf(symbols: Map<string, AttributionTerms>, symbol: string): AttributionTerms {
  let terms = symbols.get(symbol);
  if (!terms) symbols.set(symbol, (terms = new AttributionTerms()));
  return terms;
}
