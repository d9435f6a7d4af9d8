import { Environment } from '../../config/environment';
import type { BarsRepository, SeriesKey } from '../history/bars/bars.repository';
import type { SeriesRepository } from '../history/series/series.repository';
import type { StoredSeries } from '../history/series/stored-series';
import type { MarketProviders } from '../providers/market-providers';
import { LastCloses } from './last-closes';

const SOURCE = 'yahoo-finance';

function closesOf(told: readonly string[]) {
  const lookedUp: string[][] = [];
  const read: string[] = [];
  const series = {
    ofMany: (symbols: string[]) => {
      lookedUp.push(symbols);
      const stored = symbols.filter((symbol) => told.includes(symbol));
      return Promise.resolve(
        stored.map(
          (symbol) => ({ symbol, source: SOURCE, currency: 'USD', tellsEvents: true }) as StoredSeries,
        ),
      );
    },
  } as unknown as SeriesRepository;
  const bars = {
    newest: ({ symbol }: SeriesKey) => {
      read.push(symbol);
      return Promise.resolve([{ day: 20_000, close: 100 }]);
    },
  } as unknown as BarsRepository;
  const providers = { inOrder: [{ name: SOURCE, lists: () => true }] } as unknown as MarketProviders;
  const closes = new LastCloses(series, bars, providers, { MARKET_REFRESH_SECONDS: 5 } as Environment);
  return { closes, lookedUp, read };
}

describe('the last closes', () => {
  const symbols = (count: number) => Array.from({ length: count }, (_, i) => `S${i}`);

  it('are looked up once for symbols without a history, in parts', async () => {
    const { closes, lookedUp } = closesOf(['S1']);
    for (let run = 0; run < 2; run += 1)
      expect([...(await closes.of(symbols(2_500))).keys()]).toEqual(['S1']);
    expect(lookedUp.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  it('are read so many at a time, until all are known', async () => {
    const { closes, read } = closesOf(symbols(1_200));
    const known: number[] = [];
    for (let run = 0; run < 4; run += 1) known.push((await closes.of(symbols(1_200))).size);
    expect(known).toEqual([500, 1_000, 1_200, 1_200]);
    expect(read).toHaveLength(1_200);
  });

  it('are read again once they are forgotten', async () => {
    const { closes, read } = closesOf(['S0']);
    await closes.of(['S0']);
    closes.forget('S0');
    await closes.of(['S0']);
    expect(read).toEqual(['S0', 'S0']);
  });
});
