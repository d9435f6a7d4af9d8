import { ProviderQuote } from '../providers/market-data-provider';
import { Quote } from '../model/quote';
import { withoutNoise } from '../model/without-noise';

/** Gives a provider's price the contract's form. */
export function quoteFrom(given: ProviderQuote, source: string, receivedAt: Date): Quote {
  const before = given.previous_close;
  const change = before === null ? null : difference(given.close, before);
  return {
    symbol: given.symbol,
    data_type: 'real-time',
    timestamp: given.timestamp.toISOString(),
    open: given.open,
    high: given.high,
    low: given.low,
    close: given.close,
    volume: given.volume,
    previous_close: before,
    change,
    // Of nothing, or of less than nothing, there is no fraction.
    change_percent: before === null || change === null || before <= 0 ? null : withoutNoise(change / before),
    currency: given.currency,
    quoted_in: given.quoted_in ?? given.currency,
    source,
    received_at: receivedAt.toISOString(),
    stale: false,
    stale_reason: null,
  };
}

/**
 * Prices are decimals, their difference in binary is not: 171.82 - 171.81 is 0.009999999999990905. The noise begins at the
 * sixteenth digit of the prices, so twelve of them are kept, however few are left of the difference.
 */
function difference(price: number, before: number): number {
  const digits = 12 - Math.ceil(Math.log10(Math.max(Math.abs(price), Math.abs(before))));
  return Number((price - before).toFixed(Math.min(Math.max(digits, 0), 100)));
}
