import { ProviderQuote } from './providers/market-data-provider';
import { Quote } from './quote';

/** Gives a provider's price the contract's form. */
export function quoteFrom(given: ProviderQuote, source: string, receivedAt: Date): Quote {
  const before = given.previous_close;
  const change = before === null ? null : tidy(given.close - before);
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
    change_percent: before === null ? null : tidy((given.close - before) / before),
    currency: given.currency,
    source,
    received_at: receivedAt.toISOString(),
    stale: false,
    stale_reason: null,
  };
}

/** Differences of decimals in binary carry noise at the sixteenth digit that nobody wants to read. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
