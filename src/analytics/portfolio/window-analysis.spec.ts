import { analyseLots } from '../../../test/vectors/portfolio-vectors';
import type { LotsInput } from '../../../test/vectors/portfolio-vectors';
import { parseDay } from '../calendar';

const day = parseDay;
const prices = new Map([
  [
    'AAA',
    {
      days: Int32Array.from(['2023-12-28', '2023-12-29', '2024-01-02', '2024-01-03', '2024-01-04'], day),
      closes: Float64Array.of(90, 100, 110, 99, 121),
    },
  ],
]);
const before = { symbol: 'AAA', quantity: 10, purchasePrice: 80, purchaseDay: day('2023-12-28') };
const inside = { symbol: 'AAA', quantity: 5, purchasePrice: 100, purchaseDay: day('2024-01-03') };
const analyse = (more: Partial<LotsInput>) =>
  analyseLots({
    lots: [before, inside],
    prices,
    fromDay: null,
    toDay: day('2024-01-04'),
    riskFreeAnnual: 0,
    ...more,
  });

describe('a window inside the life of a portfolio', () => {
  const window = analyse({ fromDay: day('2024-01-01') });

  it('opens with earlier lots at their value on the last close before it', () => {
    expect(window).toMatchObject({ fromDay: day('2024-01-01'), openingDay: day('2023-12-29') });
    expect([...window.series.values]).toEqual([1100, 1485, 1815]);
    expect([...window.series.invested]).toEqual([1000, 1500, 1500]);
    expect([...window.series.flows]).toEqual([0, 500, 0]);
    expect(window.returns.simple.value).toBeCloseTo(1815 / 1500 - 1, 12);
  });

  it('counts the returns of all its days', () => {
    const second = (990 / 1100) * (1485 / 1490) - 1;
    const third = 1815 / 1485 - 1;
    expect([...window.series.dailyReturns].map((value) => +value.toFixed(12))).toEqual(
      [0.1, second, third].map((value) => +value.toFixed(12)),
    );
    expect(window.returns.timeWeighted.value).toBeCloseTo(1.1 * (1 + second) * (1 + third) - 1, 12);
    const mean = (0.1 + second + third) / 3;
    const variance = [0.1, second, third].reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2;
    expect(window.risk.volatility.value).toBeCloseTo(Math.sqrt(variance * 252), 9);
  });

  it('weighs money from the day of the opening', () => {
    // 182 days after the opening of 29 December, 177 after the purchase of 3 January; the last close is carried there.
    const { moneyWeighted, modifiedDietz } = analyse({
      fromDay: day('2024-01-01'),
      toDay: day('2024-06-28'),
    }).returns;
    const growth = (days: number) => (1 + moneyWeighted.value!) ** (days / 365);
    expect(1000 * growth(182) + 500 * growth(177)).toBeCloseTo(1815, 6);
    expect(modifiedDietz.value).toBeCloseTo(315 / (1000 + (500 * 177) / 182), 12);
  });

  it('leaves the summary to what was paid', () => {
    expect(window.summary).toEqual(analyse({}).summary);
    expect(window.summary).toMatchObject({ costBasis: 1300, marketValue: 1815 });
  });

  it('holds the benchmark to the same opening', () => {
    const held = analyse({ lots: [before], fromDay: day('2024-01-01'), benchmark: prices.get('AAA') });
    expect(held.benchmark?.totalReturn.value).toBeCloseTo(0.21, 12);
    expect(held.returns.timeWeighted.value).toBeCloseTo(0.21, 12);
    expect(held.risk.beta.value).toBeCloseTo(1, 12);
    expect(held.risk.alpha.value).toBeCloseTo(0, 12);
    expect(held.risk.trackingError.value).toBeCloseTo(0, 12);
  });

  it('dates a drawdown from the start on the opening', () => {
    const falling = analyse({ lots: [before], fromDay: day('2024-01-03'), toDay: day('2024-01-03') });
    expect(falling.risk.maxDrawdown).toEqual({
      value: expect.closeTo(-0.1, 12),
      peakDay: day('2024-01-02'),
      troughDay: day('2024-01-03'),
      recoveryDay: null,
    });
  });

  it('opens a lot never priced at what was paid', () => {
    const unknown = analyse({ lots: [{ ...before, symbol: 'NEW' }], fromDay: day('2024-01-02') });
    expect([...unknown.series.invested]).toEqual([800]);
    expect(unknown.returns.timeWeighted.value).toBe(0);
  });

  it('starts with the first purchase where it reaches back before it', () => {
    expect(analyse({ fromDay: day('2020-01-01') })).toEqual(analyse({}));
  });
});
