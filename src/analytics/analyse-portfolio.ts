import { allocationOf, concentrationOf } from './allocation';
import type { Allocation, Concentration } from './allocation';
import type { PriceSeries } from './columns';
import type { Lot } from './lots';
import { positionsOn } from './positions';
import type { Position, Totals } from './positions';
import { openWindow } from './window';
import { analyseWindow, emptyWindow } from './window-analysis';
import type { WindowAnalysis } from './window-analysis';

/** What `analysePortfolio` needs to know. Prices are in the portfolio's currency; days are day numbers. */
export interface PortfolioInput {
  readonly lots: readonly Lot[];
  /** Closes by symbol, with history before `fromDay`. A symbol without an entry is valued at its purchase price. */
  readonly prices: ReadonlyMap<string, PriceSeries>;
  readonly benchmark?: PriceSeries | null;
  /** First day of the window; null, or a day before the first purchase, means the first purchase. */
  readonly fromDay: number | null;
  /** Last day of the window, always a valuation date. Lots and closes after it are left out. */
  readonly toDay: number;
  /** Annual effective risk-free rate, a fraction above -1. */
  readonly riskFreeAnnual: number;
  /** Valuation dates a year: 252 for daily prices. */
  readonly periodsPerYear: number;
}

/**
 * Everything known about a portfolio over a window. Fractions, not percent; losses are negative. Only
 * `series.benchmarkIndex` can hold NaN; every other number is finite or null.
 */
export interface PortfolioAnalysis extends WindowAnalysis {
  readonly toDay: number;
  /** As of `toDay`, against what was paid: independent of the window's start. */
  readonly summary: Totals;
  /** By symbol. */
  readonly holdings: readonly Position[];
  /** Largest first. */
  readonly allocation: readonly Allocation[];
  readonly concentration: Concentration;
  readonly quality: PriceQuality;
}

/** How good the prices behind the analysis are. */
export interface PriceQuality {
  /** Valuation dates in the window on which a held symbol had no close of its own. */
  readonly carriedForwardDays: number;
  /** Latest close used; null if there is none. */
  readonly pricesAsOfDay: number | null;
  /** Held symbols without any close up to `toDay`, valued at their purchase price. */
  readonly neverPriced: readonly string[];
}

/**
 * Analyses lots over the window [fromDay, toDay]; see `openWindow` for what stands at its start.
 *
 * @throws RangeError if `fromDay` is after `toDay`
 */
export function analysePortfolio(input: PortfolioInput): PortfolioAnalysis {
  const { lots, prices, fromDay, toDay } = input;
  const { positions, totals } = positionsOn(lots, prices, toDay);
  const window = openWindow(lots, prices, fromDay, toDay);
  const allocation = allocationOf(positions);
  const priceDays = positions.flatMap(({ priceDay }) => (priceDay === null ? [] : [priceDay]));
  return {
    ...(window ? analyseWindow(window, input) : emptyWindow()),
    toDay,
    summary: totals,
    holdings: positions,
    allocation,
    concentration: concentrationOf(allocation),
    quality: {
      carriedForwardDays: window?.valuation.carriedForwardDays ?? 0,
      pricesAsOfDay: priceDays.length > 0 ? Math.max(...priceDays) : null,
      neverPriced: positions.filter(({ price }) => price === null).map(({ symbol }) => symbol),
    },
  };
}
