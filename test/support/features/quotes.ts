import { Quote } from '../../../src/market/model/quote';

/** A plausible quote of a symbol. */
export function quoteOf(symbol: string, given: Partial<Quote> = {}): Quote {
  const now = new Date().toISOString();
  return {
    symbol,
    data_type: 'real-time',
    timestamp: now,
    open: 100,
    high: 102,
    low: 99,
    close: 101,
    volume: 1_000_000,
    previous_close: 100,
    change: 1,
    change_percent: 0.01,
    currency: 'USD',
    source: 'simulated',
    received_at: now,
    stale: false,
    stale_reason: null,
    ...given,
  };
}
