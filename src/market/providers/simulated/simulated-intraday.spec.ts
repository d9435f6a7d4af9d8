import { SimulatedProvider } from './simulated.provider';

describe('the simulated market within the day', () => {
  const now = new Date('2026-03-06T22:00:00Z');
  const provider = new SimulatedProvider({ now: () => now });
  // A day of New York, 9:30 to 16:00.
  const session = {
    from: Date.parse('2026-03-05T14:30:00Z') / 1_000,
    to: Date.parse('2026-03-05T21:00:00Z') / 1_000,
  };

  it.each(['1m', '5m', '15m', '1h'] as const)(
    'has bars of %s that add up to the daily one',
    async (interval) => {
      const { bars, currency } = await provider.intradayBars('AAPL', interval, session);
      const day = Math.floor(session.from / 86_400);
      const [daily] = (await provider.dailyBars('AAPL', day, day)).bars;
      expect(currency).toBe('USD');
      expect(bars).toHaveLength({ '1m': 390, '5m': 78, '15m': 26, '1h': 7 }[interval]);
      expect(bars[0]).toMatchObject({ start: session.from, open: daily!.open });
      expect(bars.at(-1)!.close).toBe(daily!.close);
      expect(Math.max(...bars.map(({ high }) => high!))).toBe(daily!.high);
      expect(Math.min(...bars.map(({ low }) => low!))).toBe(daily!.low);
      const volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
      expect(Math.abs(volume - daily!.volume)).toBeLessThan(bars.length);
      for (const [i, bar] of bars.slice(1).entries()) expect(bar.open).toBe(bars[i]!.close);
    },
  );

  it('rests on weekends and tells of no symbol that it does not list', async () => {
    const sunday = Date.parse('2026-03-01T00:00:00Z') / 1_000;
    const asked = { from: sunday, to: sunday + 86_400 };
    expect((await provider.intradayBars('AAPL', '1h', asked)).bars).toEqual([]);
    expect((await provider.intradayBars('SIM-WILD', '1h', asked)).bars).toHaveLength(24);
    await expect(provider.intradayBars('NOSUCH', '1h', asked)).rejects.toMatchObject({
      kind: 'unknown_symbol',
    });
  });
});
