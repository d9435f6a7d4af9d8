import type { Book } from '../book/book';
import { ZERO } from '../model/exact';
import type { Exact } from '../model/exact';
import type { Lot } from '../model/lot';
import type { Scope } from '../model/scope';
import { holds } from '../model/scope';

/** An open lot as it stands, its cost in its currency (with the `average` method the pool's per share); exact. */
export interface ExactOpenLot {
  readonly accountId: string;
  readonly symbol: string;
  readonly buyId: string;
  readonly acquiredDay: number;
  /** As traded. */
  readonly quantity: Exact;
  readonly currency: string;
  /** Null where the basis is unknown. */
  readonly cost: Exact | null;
  /** Null where the basis or its rate is unknown. */
  readonly baseCost: Exact | null;
}

/** The open lots of a scope, by account, symbol and day. */
export function openLots(book: Book, scope: Scope): ExactOpenLot[] {
  const lots: ExactOpenLot[] = [];
  const order = [...book.accounts.keys()];
  const positions = [...book.positions.values()]
    .filter(({ accountId }) => holds(scope, accountId))
    .sort(
      (a, b) => order.indexOf(a.accountId) - order.indexOf(b.accountId) || (a.symbol < b.symbol ? -1 : 1),
    );
  for (const position of positions) {
    const { accountId, symbol } = position;
    for (const lot of position.lots) {
      const { cost, baseCost } = position.basisOf(lot);
      const { buyId, day, quantity } = lot;
      lots.push({
        accountId,
        symbol,
        buyId,
        acquiredDay: day,
        quantity,
        currency: position.currencyOf(lot),
        cost,
        baseCost,
      });
    }
  }
  return lots;
}

/** The open lots of a symbol added up; money is null where it cannot be told, with the reason. */
export interface OpenPosition {
  readonly symbol: string;
  readonly quantity: Exact;
  readonly quantityToday: number;
  /** In the lots' currency; null where it is unknown or they have several. */
  readonly cost: Exact | null;
  readonly baseCost: Exact | null;
  readonly averageCost: Exact | null;
  /** In base currency, at the closes of the day. */
  readonly marketValue: number | null;
  readonly unrealisedGain: number | null;
  readonly unrealisedPriceGain: number | null;
  readonly unrealisedCurrencyGain: number | null;
  readonly reason: 'no_exchange_rate' | 'basis_unknown' | null;
}

/** Open positions of a scope on the day the book has reached, by symbol. */
export function openPositions(book: Book, scope: Scope, day: number): OpenPosition[] {
  const bySymbol = new Map<string, Sum>();
  for (const position of book.positions.values()) {
    if (!holds(scope, position.accountId) || position.lots.length === 0) continue;
    const sum = bySymbol.get(position.symbol) ?? new Sum();
    bySymbol.set(position.symbol, sum);
    for (const lot of position.lots) {
      const { cost, baseCost } = position.basisOf(lot);
      sum.add(lot, position.currencyOf(lot), cost, baseCost, book, position.symbol, day);
    }
  }
  return [...bySymbol]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, sum]) => sum.position(symbol, book, day));
}

class Sum {
  private quantity = ZERO;
  private cost: Exact | null = ZERO;
  private baseCost: Exact | null = ZERO;
  private isUnknown = false;
  private readonly currencies = new Set<string>();
  private value = 0;
  private costAtRate = 0;

  add(
    lot: Lot,
    currency: string,
    cost: Exact | null,
    baseCost: Exact | null,
    book: Book,
    symbol: string,
    day: number,
  ): void {
    this.quantity = this.quantity.plus(lot.quantity);
    this.currencies.add(currency);
    this.cost = this.cost && cost && this.cost.plus(cost);
    this.baseCost = this.baseCost && baseCost && this.baseCost.plus(baseCost);
    if (cost === null) this.isUnknown = true;
    this.value += book.market.inBase(book.market.lotValue(symbol, lot, day), day);
    this.costAtRate += cost === null ? NaN : book.market.inBase({ currency, amount: cost.toNumber() }, day);
  }

  position(symbol: string, book: Book, day: number): OpenPosition {
    const { quantity, baseCost, value, costAtRate } = this;
    const cost = this.currencies.size === 1 ? this.cost : null;
    const base = baseCost === null ? NaN : baseCost.toNumber();
    const isKnown = !Number.isNaN(value - base) && !Number.isNaN(costAtRate);
    return {
      symbol,
      quantity,
      quantityToday: quantity.toNumber() * book.market.factors.on(symbol, day),
      cost,
      baseCost,
      averageCost: cost && cost.div(quantity),
      marketValue: Number.isNaN(value) ? null : value,
      unrealisedGain: Number.isNaN(value - base) ? null : value - base,
      unrealisedPriceGain: isKnown ? value - costAtRate : null,
      unrealisedCurrencyGain: isKnown ? costAtRate - base : null,
      reason: this.isUnknown ? 'basis_unknown' : isKnown ? null : 'no_exchange_rate',
    };
  }
}
