import { valuationDayBefore } from './alignment';
import type { PriceSeries } from './columns';
import { firstPurchaseDay, lotsBySymbol } from './lots';
import type { Lot } from './lots';
import { valueHoldings } from './valuation';
import type { Valuation } from './valuation';

/** A stretch of a portfolio's life, valued. */
export interface Window {
  /** Not before the first purchase. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Day of the starting value: the last valuation date before `fromDay`, or the first purchase where that is the start. */
  readonly openingDay: number;
  readonly valuation: Valuation;
}

/**
 * Opens a window on lots. Those bought before `fromDay` enter at their value on the last close before it; that day is
 * the opening, and the window's returns are those of all its days. A window that starts with the first purchase opens on
 * that day. Thus windows that follow each other compound to the whole.
 *
 * @returns null without lots up to `toDay`
 * @throws RangeError if `fromDay` is after `toDay`
 */
export function openWindow(
  lots: readonly Lot[],
  prices: ReadonlyMap<string, PriceSeries>,
  fromDay: number | null,
  toDay: number,
): Window | null {
  if (fromDay !== null && fromDay > toDay) throw new RangeError('fromDay is after toDay');
  const holdings = lotsBySymbol(lots, toDay);
  if (holdings.length === 0) return null;
  const firstDay = firstPurchaseDay(holdings);
  const start = Math.max(firstDay, fromDay ?? firstDay);
  return {
    fromDay: start,
    toDay,
    openingDay: start > firstDay ? valuationDayBefore(holdings, prices, start) : start,
    valuation: valueHoldings(holdings, prices, start, toDay),
  };
}
