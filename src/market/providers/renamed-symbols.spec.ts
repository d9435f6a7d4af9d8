import { InstrumentChanges } from '../changes/instrument-changes';
import type { Stretch } from '../intraday/intraday';
import { MarketDataProvider, ProviderBars, ProviderIntraday } from './market-data-provider';
import { RenamedSymbols } from './renamed-symbols';

const DELISTED = '1970-01-11';
const LAST = 9;

describe('bars of a delisted instrument', () => {
  const bar = (day: number) => ({ day, open: 1, high: 1, low: 1, close: 1, volume: 1, mended: false });
  const split = { kind: 'split', exDay: 10, numerator: 2, denominator: 1 } as const;
  const dividendOn = (exDay: number) =>
    ({ kind: 'dividend', exDay, amount: '1', currency: 'USD', isAdjusted: true }) as const;
  const asked: [string, number, number][] = [];
  /** the last day that the provider speaks for; the last that it was asked for when undefined */
  let reach: number | undefined;
  let lastTrade: number;
  const inner = {
    name: 'simulated',
    dailyBars: (symbol: string, from: number, to: number): Promise<ProviderBars> => {
      asked.push([symbol, from, to]);
      return Promise.resolve({
        bars: [bar(8), bar(9), bar(10), bar(11)],
        currency: 'USD',
        adjustment: 'split',
        covers: { from, to: reach ?? to },
        owed: [7, 12],
        lastTraded: lastTrade,
        events: [split, dividendOn(9), dividendOn(10)],
        exchange: null,
      });
    },
    intradayBars: (symbol: string, _interval: string, { from, to }: Stretch): Promise<ProviderIntraday> => {
      asked.push([symbol, from, to]);
      return Promise.resolve({ bars: [], currency: 'USD' });
    },
  } as unknown as MarketDataProvider;
  const changes = {
    currentSymbol: (symbol: string) => symbol,
    delistedSince: (symbol: string) => (symbol === 'GONE' ? DELISTED : null),
  } as unknown as InstrumentChanges;
  const provider = new RenamedSymbols(inner, changes);

  beforeEach(() => {
    asked.length = 0;
    [reach, lastTrade] = [undefined, 12];
  });

  it('end before the day, as does what the answer speaks for, but for splits that its prices are told after', async () => {
    const answer = await provider.dailyBars('GONE', 8, 20);
    expect(asked).toEqual([['GONE', 8, LAST]]);
    expect(answer.bars.map(({ day }) => day)).toEqual([8, LAST]);
    expect(answer).toMatchObject({ covers: { from: 8, to: LAST }, owed: [7], lastTraded: null });
    expect(answer.events).toEqual([split, dividendOn(9)]);
  });

  it('are told for no day since, though the provider always answers up to now', async () => {
    [reach, lastTrade] = [30, 8];
    expect(await provider.dailyBars('GONE', 8, 20)).toMatchObject({
      covers: { from: 8, to: LAST },
      lastTraded: 8,
    });
  });

  it('within the day end where the day begins at the exchange', async () => {
    const midnight = Date.UTC(1970, 0, 11, 5) / 1_000;
    await provider.intradayBars('GONE', '1m', { from: midnight - 60, to: midnight + 600 });
    expect(asked).toEqual([['GONE', midnight - 60, midnight]]);
    await expect(
      provider.intradayBars('GONE', '1m', { from: midnight, to: midnight + 600 }),
    ).rejects.toMatchObject({ kind: 'no_data' });
    await provider.intradayBars('LIVES', '1m', { from: midnight, to: midnight + 600 });
    expect(asked.slice(1)).toEqual([['LIVES', midnight, midnight + 600]]);
  });

  it('are not asked for from the day on', async () => {
    await expect(provider.dailyBars('GONE', LAST + 1, 20)).rejects.toMatchObject({ kind: 'no_data' });
    expect(asked).toEqual([]);
  });

  it('of one that is traded are what the provider tells', async () => {
    expect((await provider.dailyBars('LIVES', 8, 20)).bars).toHaveLength(4);
  });
});
