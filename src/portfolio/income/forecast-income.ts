import type { SharesTimeline } from '../ledger/reading/book-figures';
import type { IncomeLine } from './income-lines';

const YEAR_DAYS = 365;

/** The income of the twelve months up to a day. */
export function lastTwelveMonths(lines: readonly IncomeLine[], toDay: number): IncomeLine[] {
  return lines.filter(({ day }) => day > toDay - YEAR_DAYS && day <= toDay);
}

/**
 * Gross income of the next twelve months, if every payment of the last twelve comes again for each share that is held now:
 * a payment counts by shares held now for one held on its day, in shares of today; income of no symbol as it was.
 * @returns null where a rate is unknown
 */
export function forecastIncome(
  lines: readonly IncomeLine[],
  holdings: readonly SharesTimeline[],
  toDay: number,
): number | null {
  const total = lastTwelveMonths(lines, toDay).reduce((sum, { symbol, day, gross }) => {
    if (symbol === null) return sum + gross;
    const now = sharesOn(holdings, symbol, toDay);
    // Paid after the shares were sold: as though what is held now had been held.
    const then = sharesOn(holdings, symbol, day) || now;
    return now === 0 ? sum : sum + (gross * now) / then;
  }, 0);
  return Number.isNaN(total) ? null : total;
}

function sharesOn(holdings: readonly SharesTimeline[], symbol: string, day: number): number {
  return holdings.reduce((sum, timeline) => {
    if (timeline.symbol !== symbol) return sum;
    const last = timeline.changes.findLast((change) => change.day <= day);
    return sum + (last?.shares ?? 0);
  }, 0);
}
