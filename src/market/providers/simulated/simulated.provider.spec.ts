import { SimulatedProvider } from './simulated.provider';

describe('the simulated market', () => {
  it('changes the price of SIM-… symbols every second, also on a Sunday night', async () => {
    let now = new Date('2026-03-01T03:00:00Z');
    const provider = new SimulatedProvider({ now: () => now });
    const closes: number[] = [];
    for (let second = 0; second < 150; second += 1) {
      now = new Date(now.getTime() + 1_000);
      const quote = (await provider.quotes(['SIM-WILD'])).get('SIM-WILD')!;
      expect(quote.timestamp).toEqual(now);
      expect(quote.low).toBeLessThanOrEqual(quote.close);
      expect(quote.high).toBeGreaterThanOrEqual(quote.close);
      closes.push(quote.close);
    }
    expect(closes.filter((close, i) => close === closes[i - 1])).toEqual([]);
  });

  it('tells sectors of companies and what is a bond', async () => {
    const provider = new SimulatedProvider({ now: () => new Date() });
    await expect(provider.profile('JPM')).resolves.toMatchObject({ sector: 'Financial Services' });
    await expect(provider.profile('AGG')).resolves.toMatchObject({ asset_class: 'bond', country: null });
    await expect(provider.profile('NOSUCH')).rejects.toMatchObject({ kind: 'unknown_symbol' });
  });
});
