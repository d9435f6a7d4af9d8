import type { LedgerRun } from '../run-ledger';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';

/** A close is carried forward in silence for so long. */
export const FRESH_DAYS = 7;

/** How good the prices and rates behind an analysis are. */
export interface PriceQuality {
  /** Valuation dates in the window on which a held symbol had no close of its own. */
  readonly carriedForwardDays: number;
  /** Latest close used; null if there is none. */
  readonly pricesAsOfDay: number | null;
  /** Held symbols whose lots are all valued at their own cost, for want of a close since. */
  readonly neverPriced: readonly string[];
  /** Held symbols whose last close is more than 7 days old. */
  readonly stale: readonly { readonly symbol: string; readonly priceDay: number }[];
  /** Lines that had no rate. */
  readonly unrated: readonly { readonly lineId: string; readonly day: number }[];
  /** Currencies of held prices and cash without a rate on the last day. */
  readonly currenciesWithoutRate: readonly string[];
  /** Held symbols with lots of unknown cost. */
  readonly basisUnknown: readonly string[];
  /** Accounts whose cash is below 0. */
  readonly overdrawn: readonly {
    readonly accountId: string;
    readonly currency: string;
    readonly balance: number;
  }[];
}

/** Looks at what a scope holds at the end of a day. */
export function priceQuality(
  run: LedgerRun,
  scope: Scope,
  day: number,
  carriedForwardDays: number,
): PriceQuality {
  const { book, market, log } = run;
  const [neverPriced, basisUnknown, withoutRate] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const stale = new Map<string, number>();
  let pricesAsOfDay = -Infinity;
  for (const { accountId, symbol, lots, pool } of book.positions.values()) {
    if (!holds(scope, accountId) || lots.length === 0) continue;
    const priceDay = market.lastCloseDay(symbol, day);
    if (lots.every((lot) => lot.day > priceDay)) neverPriced.add(symbol);
    else {
      pricesAsOfDay = Math.max(pricesAsOfDay, priceDay);
      if (day - priceDay > FRESH_DAYS) stale.set(symbol, priceDay);
      const { currency } = market.prices(symbol)!;
      if (Number.isNaN(market.rates.on(currency, day))) withoutRate.add(currency);
    }
    if ((pool ? [pool] : lots.map(({ basis }) => basis)).some(({ cost }) => cost === null))
      basisUnknown.add(symbol);
  }
  const overdrawn: { accountId: string; currency: string; balance: number }[] = [];
  for (const [accountId, balances] of book.cash) {
    if (!holds(scope, accountId)) continue;
    for (const [currency, balance] of balances) {
      if (!balance.isZero() && Number.isNaN(market.rates.on(currency, day))) withoutRate.add(currency);
      if (balance.isNegative() && accountId !== '')
        overdrawn.push({ accountId, currency, balance: balance.toNumber() });
    }
  }
  return {
    carriedForwardDays,
    pricesAsOfDay: pricesAsOfDay === -Infinity ? null : pricesAsOfDay,
    neverPriced: [...neverPriced].sort(),
    stale: [...stale]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([symbol, priceDay]) => ({ symbol, priceDay })),
    unrated: log.unrated,
    currenciesWithoutRate: [...withoutRate].sort(),
    basisUnknown: [...basisUnknown].sort(),
    overdrawn,
  };
}
