import { lastPositionOnOrBefore } from '../../series/alignment';
import type { PriceSeries } from '../../series/columns';
import type { Lot, OwnCost } from '../model/lot';
import { majorUnitOf } from '../model/minor-units';
import type { Rates } from './rates';
import type { SplitFactors, Split } from './splits';

/** Closes of a symbol as they were stored. */
export interface MarketSeries extends PriceSeries {
  /** ISO 4217 code or a minor unit. */
  readonly currency: string;
  /** `split`: per share of today; `raw`: as traded on the day. */
  readonly adjustment: 'split' | 'raw';
}

/** Closes per share of today, in a major unit. */
export interface TodayPrices extends PriceSeries {
  readonly currency: string;
}

/** Money in its own currency. */
export interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** Which charges a value or a return is told before: as if they had not been charged. */
export type Before = 'fees' | 'taxes' | 'both' | null;

/** Everything the engine knows of the outside: prices, rates, splits. */
export class Market {
  private readonly today = new Map<string, TodayPrices>();

  constructor(
    series: ReadonlyMap<string, MarketSeries>,
    readonly rates: Rates,
    readonly splits: readonly Split[],
    readonly factors: SplitFactors,
  ) {
    for (const [symbol, prices] of series) this.today.set(symbol, perTodaysShare(symbol, prices, factors));
  }

  prices(symbol: string): TodayPrices | undefined {
    return this.today.get(symbol);
  }

  /** Day of the last close up to `day`; -infinity without one. */
  lastCloseDay(symbol: string, day: number): number {
    const prices = this.today.get(symbol);
    return prices?.days[lastPositionOnOrBefore(prices.days, day)] ?? -Infinity;
  }

  /**
   * What a lot is worth at the close of a day: at its own cost until there is a close of the day of its acquisition or
   * later; an unknown cost gives way to an earlier close. The amount is NaN where nothing is known.
   *
   * @param heldOn day that the lot's quantity is as traded on
   */
  lotValue(symbol: string, lot: Lot, day: number, heldOn = day): Money {
    const shares = lot.quantity.toNumber();
    const prices = this.today.get(symbol);
    const last = prices ? lastPositionOnOrBefore(prices.days, day) : -1;
    const isPriced = prices !== undefined && last >= 0;
    if (isPriced && (prices.days[last]! >= lot.day || Number.isNaN(lot.own.price))) {
      return {
        currency: prices.currency,
        amount: shares * this.factors.on(symbol, heldOn) * prices.closes[last]!,
      };
    }
    return { currency: lot.own.currency, amount: ownWorth(lot.own, null) };
  }

  /** Money in base currency at the rate of a day; NaN without one. Nothing is worth nothing at any rate. */
  inBase({ currency, amount }: Money, day: number): number {
    return amount === 0 ? 0 : amount * this.rates.on(currency, day);
  }
}

/** Own cost with or without its charges. */
export function ownWorth({ price, fee, tax }: OwnCost, before: Before): number {
  return (
    price +
    (before === 'fees' || before === 'both' ? 0 : fee) +
    (before === 'taxes' || before === 'both' ? 0 : tax)
  );
}

/**
 * Closes as traded are told per share of today: a close that is carried over an ex-date is thereby divided by the ratio.
 */
function perTodaysShare(symbol: string, series: MarketSeries, factors: SplitFactors): TodayPrices {
  const { currency, unitsPerMajor } = majorUnitOf(series.currency);
  const { days } = series;
  const isAdjusted = series.adjustment === 'split' || !factors.has(symbol);
  if (isAdjusted && unitsPerMajor === 1) return { days, closes: series.closes, currency };
  const closes = series.closes.map((close, i) => {
    const factor = isAdjusted ? 1 : factors.on(symbol, days[i]!);
    return close / unitsPerMajor / factor;
  });
  return { days, closes, currency };
}
