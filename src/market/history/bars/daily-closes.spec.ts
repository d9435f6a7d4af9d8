import type { InstrumentChanges } from '../../changes/instrument-changes';
import type { PrivatePrices } from '../../private/private-prices';
import { marketUnavailable } from '../../model/market.errors';
import { HistoryService } from '../history.service';
import type { SeriesRepository } from '../series/series.repository';
import type { RecentSeries } from '../series/recent-series';
import type { SeriesSelector } from '../series/series-selector';
import type { StoredBars } from './stored-bars';

const none = new Float64Array(0);
const columns = { days: new Int32Array(0), open: none, high: none, low: none, close: none, volume: none };
const series = {
  currency: 'USD',
  source: 'simulated',
  adjustment: 'split',
  mended: [],
  owed: [],
  covered: [],
};

const noChanges = { delistedSince: () => null } as unknown as InstrumentChanges;

describe('closes of many instruments', () => {
  it('are told in the order asked for, in whatever order their reads finish', async () => {
    const finish = new Map<string, () => void>();
    const choose = async (symbol: string) => {
      await new Promise<void>((resolve) => finish.set(symbol, resolve));
      if (symbol.startsWith('X')) throw marketUnavailable(symbol, 60);
      return { series, lacks: null, delisted: null };
    };
    const history = new HistoryService(
      { ofMany: () => Promise.resolve([]) } as unknown as SeriesRepository,
      {} as RecentSeries,
      { all: () => Promise.resolve(columns) } as unknown as StoredBars,
      { choose } as unknown as SeriesSelector,
      {} as PrivatePrices,
      noChanges,
      { now: () => new Date('2024-07-01') },
    );
    const symbols = ['MSFT', 'X2', 'AAPL', 'X1', 'IBM'];
    const asked = history.dailyCloses(symbols, '2024-01-01', '2024-06-28');
    await new Promise(setImmediate);
    for (const symbol of symbols.toReversed()) {
      finish.get(symbol)!();
      await new Promise(setImmediate);
    }
    const told = await asked;
    expect([...told.series.keys()]).toEqual(['MSFT', 'AAPL', 'IBM']);
    expect(told.missing.map(({ symbol }) => symbol)).toEqual(['X2', 'X1']);
  });

  it('are of series in memory where that will do, the others read at once', async () => {
    const readings: string[][] = [];
    const stored = (symbol: string) => ({ ...series, symbol, revision: 1 });
    const inMemory = new Map([['AAPL', [stored('AAPL')]]]);
    const history = new HistoryService(
      {
        ofMany: (symbols: string[]) => {
          readings.push(symbols);
          return Promise.resolve(symbols.map(stored));
        },
      } as unknown as SeriesRepository,
      {
        read: (symbol: string, load: () => Promise<unknown>) => inMemory.get(symbol) ?? load(),
      } as unknown as RecentSeries,
      { all: () => Promise.resolve(columns) } as unknown as StoredBars,
      {
        choose: (_symbol: string, _range: object, [first]: object[]) =>
          Promise.resolve({ series: first, lacks: null, delisted: null }),
      } as unknown as SeriesSelector,
      { revisions: () => Promise.resolve([]) } as unknown as PrivatePrices,
      noChanges,
      { now: () => new Date('2024-07-01') },
    );
    const symbols = ['MSFT', 'AAPL', 'IBM'];
    const told = await history.recentCloses(symbols, '2024-01-01', '2024-06-28');
    expect([...told.series.keys()]).toEqual(symbols);
    expect(readings).toHaveLength(1);
    expect(await history.recentStateOf(['AAPL'])).toBe('AAPL|simulated|1');
    expect(readings).toHaveLength(1);
  });
});
