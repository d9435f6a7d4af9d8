import { madeUpPerformance } from '../../../test/support/features/performance';
import type { Performance } from '../performance/computing/compute-performance';
import type { ChartName } from './chart-frame';
import { renderChart } from './render-chart';

const LOOK = { theme: 'light', width: 480, height: 300 } as const;

function textsIn(name: ChartName, performance: Performance): string[] {
  return [...renderChart(name, performance, LOOK).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
}

/** Every value of a performance's series, changed. */
function withValues(
  performance: Performance,
  valueOf: (value: number, index: number) => number,
): Performance {
  const series = performance.series.map((point, i) => ({
    ...point,
    value: valueOf(point.value!, i),
    invested: valueOf(point.invested!, i),
  }));
  return { ...performance, series };
}

describe('a picture of a performance', () => {
  it('names every second year of ten', () => {
    const texts = textsIn('value', madeUpPerformance({ holdings: 3, days: 2_600 }));
    expect(texts.filter((text) => /^20\d\d$/.test(text))).toEqual(['2018', '2020', '2022', '2024', '2026']);
  });

  it('has no two marks that read alike where little changed', () => {
    const still = withValues(madeUpPerformance({ holdings: 1, days: 250 }), (_, i) => 1_000 + (i % 7) / 100);
    const texts = textsIn('value', still).filter((text) => /^[\d.,]+$/.test(text));
    expect(texts.length).toBeGreaterThan(3);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('falls to -100% and not below, when all is lost', () => {
    const performance = madeUpPerformance({ holdings: 1, days: 250 });
    const series = performance.series.map((point, i) => (i < 200 ? point : { ...point, twr_index: 0 }));
    const marks = textsIn('drawdown', { ...performance, series }).filter((text) => /^-?\d+%$/.test(text));
    expect(marks.toSorted()).toEqual(['-100%', '-25%', '-50%', '-75%', '0%']);
  });

  it('shows cash beside the holdings, and the total that both add up to', () => {
    const cash = [
      { currency: 'USD', amount: 900 },
      { currency: 'EUR', amount: 80 },
    ];
    const performance = madeUpPerformance({ holdings: 2, days: 10, cash });
    const texts = textsIn('allocation', performance);
    const weights = texts.flatMap((text) => /^([\d.]+)%/.exec(text)?.[1] ?? []).map(Number);
    expect(texts).toEqual(expect.arrayContaining(['Cash', expect.stringMatching(/% +1K$/)]));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 0);
    const total = performance.summary.market_value!.toLocaleString('en', { maximumFractionDigits: 2 });
    expect(texts).toContain(`2 holdings and cash, ${total} USD on 2026-01-30`);
  });

  it('shows an overdraft as less than nothing', () => {
    const cash = [{ currency: 'USD', amount: -10 }];
    expect(textsIn('allocation', madeUpPerformance({ holdings: 2, days: 10, cash }))).toContainEqual(
      expect.stringMatching(/^-[\d.]+% +-10$/),
    );
  });

  it('says what is missing: holdings, prices or value', () => {
    const nothing = madeUpPerformance({ holdings: 0, days: 10 });
    const unpriced = madeUpPerformance({ holdings: 0, days: 10, unpriced: ['NOSUCH'] });
    const held = madeUpPerformance({ holdings: 1, days: 10 });
    const allocation = held.allocation.map((share) => ({ ...share, weight: null }));
    const worthless = { ...held, allocation, summary: { ...held.summary, market_value: 0 } };
    expect(textsIn('value', nothing)).toContain('Nothing held in this window');
    expect(textsIn('value', unpriced)).toContain('Nothing with a price in this window');
    expect(textsIn('allocation', worthless)).toContain('Nothing of value on 2026-01-30');
  });

  it('does not take what is not known, or is owed, for nothing', () => {
    const cash = [{ currency: 'CHF', amount: 10 }];
    const unknown = madeUpPerformance({ holdings: 1, days: 10, cash });
    expect(textsIn('allocation', unknown)).toContain('The value on 2026-01-30 is not known');
    const owed = madeUpPerformance({
      holdings: 1,
      days: 10,
      cash: [{ currency: 'USD', amount: -1e6 }],
    });
    expect(textsIn('allocation', owed)).toContain('Overdrafts exceed what is held on 2026-01-30');
  });

  it('does not take a drawdown that is not known for none', () => {
    const performance = madeUpPerformance({ holdings: 1, days: 50 });
    const unknown = { value: null, peak_date: null, trough_date: null, recovery_date: null };
    const risk = { ...performance.risk, max_drawdown: unknown };
    expect(textsIn('drawdown', { ...performance, risk })).toContain('Deepest drawdown: not known');
    const none = { ...performance.risk, max_drawdown: { ...unknown, value: 0 } };
    expect(textsIn('drawdown', { ...performance, risk: none })).toContain('Drawdown: none');
  });
});
