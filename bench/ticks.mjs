// Quotes to publish, alike for both sides.

/** Instruments that the simulated market knows. */
export const SYMBOLS =
  'AAPL MSFT NVDA GOOGL AMZN META TSLA AVGO NFLX AMD INTC CSCO ADBE PEP COST JPM BAC V MA JNJ'.split(' ');

/** As many made-up ones, for what wants more than the market has. */
export const madeUp = (count) => Array.from({ length: count }, (_, i) => `MADE${i}`);

export const quotesNow = (symbols = SYMBOLS) =>
  symbols.map((symbol, i) => ({
    symbol,
    data_type: 'real-time',
    timestamp: new Date().toISOString(),
    open: 100 + i,
    high: 103.25 + i,
    low: 98.5 + i,
    close: 101 + i + Math.random(),
    volume: 1_234_567,
    previous_close: 99.75 + i,
    change: 1.25,
    change_percent: 0.0125,
    currency: 'USD',
    source: 'simulated',
    received_at: new Date().toISOString(),
    stale: false,
    stale_reason: null,
  }));

/** Calls `publish` now and so often a second until the process is told to end. */
export function atRate(batchesASecond, publish, symbols = SYMBOLS) {
  publish(quotesNow(symbols));
  const timer = setInterval(() => publish(quotesNow(symbols)), 1_000 / batchesASecond);
  process.once('SIGTERM', () => {
    clearInterval(timer);
    process.exit(0);
  });
  console.log('publishing');
}
