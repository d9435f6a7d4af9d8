import type { Performance } from './computing/compute-performance';

/** Why the worth of a portfolio is not known; null where it is. */
export function unknownWorth({
  summary,
  returns,
}: Pick<Performance, 'summary' | 'returns'>): 'no_price' | 'no_exchange_rate' | null {
  if (summary.market_value !== null) return null;
  // What has no price is left out of the total, unless there is nothing else.
  return returns.time_weighted.reason === 'no_prices' ? 'no_price' : 'no_exchange_rate';
}
