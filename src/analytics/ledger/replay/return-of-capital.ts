import type { Basis, Mark } from '../model/basis';
import { inBase } from '../book/line-money';
import type { Book } from '../book/book';
import type { LineRate } from '../book/line-money';
import { applyStandaloneCharges } from '../book/charges';
import { Exact, ZERO } from '../model/exact';
import type { Position } from '../book/position';
import { realisedLine } from '../book/realise';
import type { ReturnOfCapitalLine } from '../model/transaction';

/**
 * Lowers the cost of the lots that were held at the close before, by their quantities and to 0 at least; the rest is
 * realised gain. In base currency the same is done to the cost there, with what came in at the day's rate. The own
 * cost that a lot without a close is valued at stays what was paid for it.
 */
export function applyReturnOfCapital(book: Book, line: ReturnOfCapitalLine): void {
  const rate = book.rateOf(line);
  const amount = book.major(line, line.amount);
  const position = book.position(line.accountId, line.symbol);
  const lots = position.lots.filter(({ bookedDay }) => bookedDay < line.day);
  const quantity = lots.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
  const reduction = new Reduction(book, line, position, rate);
  if (lots.length === 0) reduction.realiseAll(amount);
  else if (position.pool) reduction.lower(position.pool, position.poolCurrency!, amount, null, lots[0]!.day);
  else {
    for (const lot of lots) {
      const share = lots.length === 1 ? amount : amount.times(lot.quantity).div(quantity);
      reduction.lower(lot.basis, lot.currency, share, lot.buyId, lot.day);
    }
  }
  reduction.write();
  const received = inBase(amount, rate);
  book.entry(line, {
    symbol: line.symbol,
    flow: book.isCashTracked(line.accountId) ? 0 : -received,
    held: received,
    cash: book.moveCash(line, line.accountId, amount, rate),
    symbolFlow: -received,
  });
  applyStandaloneCharges(book, line);
}

class Reduction {
  private readonly gain = { price: 0, currency: 0, accountPrice: 0, accountCurrency: 0 };
  private readonly rateOn: (currency: string) => number;

  constructor(
    private readonly book: Book,
    private readonly line: ReturnOfCapitalLine,
    private readonly position: Position,
    private readonly rate: LineRate,
  ) {
    this.rateOn = book.rates(rate);
  }

  lower(basis: Basis, currency: string, amount: Exact, buyId: string | null, day: number): void {
    const received = inBase(amount, this.rate);
    this.lowerMarks(basis, received);
    if (basis.cost === null) return;
    const inBaseExact = this.rate.exact && amount.times(this.rate.exact);
    const isAlias = basis.baseCost === basis.cost;
    const lotRate = this.book.market.rates.exactOn(currency, this.line.day);
    const inLotCurrency =
      currency === this.rate.currency ? amount : inBaseExact && lotRate && inBaseExact.div(lotRate);
    const excess = excessOf(inLotCurrency, basis.cost);
    basis.cost = left(basis.cost, inLotCurrency);
    const baseExcess = isAlias ? excess : excessOf(inBaseExact, basis.baseCost);
    basis.baseCost = isAlias ? basis.cost : left(basis.baseCost, inBaseExact);
    if (excess?.gt(ZERO) || baseExcess?.gt(ZERO)) {
      this.realise(excess, baseExcess, currency, buyId, buyId === null ? null : day, day);
    }
  }

  /** Nothing is held any more: all of it is gain. */
  realiseAll(amount: Exact): void {
    const inBaseExact = this.rate.exact && amount.times(this.rate.exact);
    this.realise(amount, inBaseExact, this.rate.currency, null, null, this.line.day);
    const received = inBase(amount, this.rate);
    this.gain.price += received;
    this.gain.accountPrice += received;
  }

  write(): void {
    const { gain, line, position } = this;
    if (gain.price === 0 && gain.currency === 0 && gain.accountPrice === 0 && gain.accountCurrency === 0)
      return;
    this.book.writeGain({
      day: line.day,
      accountId: position.accountId,
      symbol: position.symbol,
      isRealised: true,
      ...gain,
    });
  }

  /** @param excess in the lot's currency, `baseExcess` in base currency; null where a rate is missing */
  private realise(
    excess: Exact | null,
    baseExcess: Exact | null,
    currency: string,
    buyId: string | null,
    acquiredDay: number | null,
    since: number,
  ): void {
    const nothing: Basis = { cost: ZERO, baseCost: ZERO, mark: none(currency), accountMark: none(currency) };
    const parts = { quantity: ZERO, currency, basis: nothing, acquiredDay, buyId };
    const lotRate =
      currency === this.rate.currency ? this.rate : marketRate(this.book, currency, this.line.day);
    const proceeds = { amount: excess ?? ZERO, rate: lotRate };
    const line = realisedLine(this.book, this.line, this.position, parts, proceeds, since);
    const isBase = currency === this.book.market.rates.base;
    const fxGain = isBase ? ZERO : baseExcess && line.base.proceeds && baseExcess.minus(line.base.proceeds);
    this.book.log.realised.push({
      ...line,
      ...(excess === null && { proceeds: null, gain: null }),
      base: { cost: line.base.cost, proceeds: baseExcess, gain: baseExcess, fxGain },
      reason: baseExcess === null ? 'no_exchange_rate' : null,
    });
  }

  private lowerMarks(basis: Basis, received: number): void {
    const portfolio = this.lowerMark(basis.mark, received);
    this.gain.price += portfolio.price;
    this.gain.currency += portfolio.currency;
    const account = this.lowerMark(basis.accountMark, received);
    this.gain.accountPrice += account.price;
    this.gain.accountCurrency += account.currency;
  }

  /** Lowers a mark to 0 at least; what is beyond it is gain. */
  private lowerMark(mark: Mark, received: number): { price: number; currency: number } {
    const rate = this.rateOn(mark.currency);
    const local = received === 0 ? 0 : received / rate;
    const excess = Math.max(local - mark.local, 0);
    const excessInBase = Math.max(received - mark.base, 0);
    mark.local = Math.max(mark.local - local, 0);
    mark.base = Math.max(mark.base - received, 0);
    const price = excess === 0 ? 0 : excess * rate;
    return { price, currency: excessInBase - price };
  }
}

/** What an amount is above a cost. */
function excessOf(amount: Exact | null, cost: Exact | null): Exact | null {
  return amount && cost && Exact.max(amount.minus(cost), ZERO);
}

/** What is left of a cost. */
function left(cost: Exact | null, amount: Exact | null): Exact | null {
  return cost && amount && Exact.max(cost.minus(amount), ZERO);
}

function none(currency: string): Mark {
  return { currency, local: 0, base: 0 };
}

function marketRate(book: Book, currency: string, day: number): LineRate {
  return {
    currency,
    exact: book.market.rates.exactOn(currency, day),
    number: book.market.rates.on(currency, day),
  };
}
