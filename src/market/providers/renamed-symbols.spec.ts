import { InstrumentChanges } from '../changes/instrument-changes';
import { MarketDataProvider, ProviderBars } from './market-data-provider';
import { RenamedSymbols } from './renamed-symbols';

const DELISTED = '1970-01-11';
const LAST = 9;

describe('bars of a delisted instrument', () => {
  const bar = (day: number) => ({ day, open: 1, high: 1, low: 1, close: 1, volume: 1, mended: false });
  const asked: [string, number, number][] = [];
  const inner = {
    name: 'simulated',
    dailyBars: (symbol: string, from: number, to: number): Promise<ProviderBars> => {
      asked.push([symbol, from, to]);
      return Promise.resolve({
        bars: [bar(8), bar(9), bar(10), bar(11)],
        currency: 'USD',
        adjustment: 'split',
        covers: { from, to: 12 },
        owed: [7, 12],
        lastTraded: 12,
        events: [{ kind: 'split', exDay: 10, numerator: 2, denominator: 1 }],
        exchange: null,
      });
    },
  } as unknown as MarketDataProvider;
  const changes = {
    currentSymbol: (symbol: string) => symbol,
    delistedSince: (symbol: string) => (symbol === 'GONE' ? DELISTED : null),
  } as unknown as InstrumentChanges;
  const provider = new RenamedSymbols(inner, changes);

  beforeEach(() => {
    asked.length = 0;
  });

  it('end before the day, and the answer speaks for nothing after', async () => {
    const answer = await provider.dailyBars('GONE', 8, 20);
    expect(asked).toEqual([['GONE', 8, LAST]]);
    expect(answer.bars.map(({ day }) => day)).toEqual([8, LAST]);
    expect(answer).toMatchObject({ covers: { from: 8, to: LAST }, owed: [7], lastTraded: LAST, events: [] });
  });

  it('are not asked for from the day on', async () => {
    await expect(provider.dailyBars('GONE', LAST + 1, 20)).rejects.toMatchObject({ kind: 'no_data' });
    expect(asked).toEqual([]);
  });

  it('of one that is traded are what the provider tells', async () => {
    expect((await provider.dailyBars('LIVES', 8, 20)).bars).toHaveLength(4);
  });
});
