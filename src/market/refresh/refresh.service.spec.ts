import { quoteOf } from '../../../test/support/features/quotes';
import { Environment } from '../../config/environment';
import { ExDates } from '../events/ex-dates';
import { InstrumentChanges } from '../changes/instrument-changes';
import { QuoteFetcher } from '../quotes/quote-fetcher';
import { QuoteCache, QuoteOutcome } from '../quotes/quote-cache';
import { RefreshService } from './refresh.service';
import { TrackedSymbols } from '../ticks/tracked-symbols';

const MINUTE = 60_000;
const SATURDAY = Date.parse('2026-03-07T15:00:00Z');
const WEDNESDAY = Date.parse('2026-03-04T15:00:00Z');

/** The refresh with a provider that answers at once, and a clock to set. */
function refreshing(symbols: string[]) {
  const now = { at: 0 };
  const known = new Map<string, QuoteOutcome>();
  const asked: string[][] = [];
  const received = (symbol: string): QuoteOutcome => ({
    kind: 'quote',
    quote: quoteOf(symbol, { source: 'yahoo-finance', received_at: new Date(now.at).toISOString() }),
  });
  const service = new RefreshService(
    {
      all: () => Promise.resolve(symbols),
      restoreWhereForgotten: () => Promise.resolve(),
    } as unknown as TrackedSymbols,
    {
      remembered: (symbol: string) => known.get(symbol),
      fleetKnows: () => Promise.resolve(new Map()),
    } as unknown as QuoteCache,
    {
      fetch: (wanted: string[]) => {
        asked.push(wanted);
        for (const symbol of wanted) known.set(symbol, received(symbol));
        return Promise.resolve(known);
      },
    } as unknown as QuoteFetcher,
    { follow: () => Promise.resolve() } as unknown as ExDates,
    {
      byTrading: (all: string[]) => ({
        traded: all.filter((symbol) => symbol !== 'GONE'),
        delisted: all.filter((symbol) => symbol === 'GONE'),
      }),
    } as InstrumentChanges,
    { now: () => new Date(now.at) },
    { MARKET_REFRESH_SECONDS: 60 } as Environment,
  );
  const runEachMinute = async (from: number, minutes: number) => {
    for (now.at = from; now.at < from + minutes * MINUTE; now.at += MINUTE) await service.refresh();
  };
  return { runEachMinute, asked };
}

describe('the refresh', () => {
  it('asks at every run while the exchange is open', async () => {
    const { runEachMinute, asked } = refreshing(['AAPL']);
    await runEachMinute(WEDNESDAY, 30);
    expect(asked).toHaveLength(30);
  });

  it('asks every quarter of an hour while it is closed', async () => {
    const { runEachMinute, asked } = refreshing(['AAPL']);
    await runEachMinute(SATURDAY, 30);
    expect(asked).toHaveLength(2);
  });

  it('asks for nothing that is delisted', async () => {
    const { runEachMinute, asked } = refreshing(['AAPL', 'GONE']);
    await runEachMinute(WEDNESDAY, 1);
    expect(asked).toEqual([['AAPL']]);
  });

  it('goes by the exchange of each symbol', async () => {
    const { runEachMinute, asked } = refreshing(['AAPL', 'BTC-USD']);
    await runEachMinute(SATURDAY, 3);
    expect(asked).toEqual([['AAPL', 'BTC-USD'], ['BTC-USD'], ['BTC-USD']]);
  });

  it('asks for a hundred symbols at a time, and for nothing when nobody needs a price', async () => {
    const many = refreshing(Array.from({ length: 250 }, (_, i) => `S${i}`));
    await many.runEachMinute(WEDNESDAY, 1);
    expect(many.asked.map(({ length }) => length)).toEqual([100, 100, 50]);
    const none = refreshing([]);
    await none.runEachMinute(WEDNESDAY, 3);
    expect(none.asked).toEqual([]);
  });
});
