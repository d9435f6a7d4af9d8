import { parseDay } from '../../analytics/calendar';
import { exchangeHours, lastClosedDay } from '../../market/exchange-hours';

/**
 * The last day of a window that names none: the latest closed day of the exchanges that the symbols trade on, or the
 * latest purchase where that is later, so that a lot bought today is seen.
 */
export function defaultToDay(
  assets: readonly { symbol: string; purchase_date: string }[],
  now: Date,
): number {
  const closed = new Set(assets.map(({ symbol }) => exchangeHours(symbol)));
  if (closed.size === 0) closed.add(exchangeHours(''));
  return Math.max(
    ...[...closed].map((hours) => lastClosedDay(hours, now)),
    ...assets.map(({ purchase_date }) => parseDay(purchase_date)),
  );
}
