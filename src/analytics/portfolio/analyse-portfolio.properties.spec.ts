import fc from 'fast-check';
import { analyseLots } from '../../../test/vectors/portfolio-vectors';
import type { LotsInput } from '../../../test/vectors/portfolio-vectors';
import type { PortfolioAnalysis } from './analyse-portfolio';
import type { PriceSeries } from '../series/columns';
import type { BoughtLot } from './lots';

const FIRST_DAY = 19_700;
const DAYS = 60;
const SYMBOLS = ['AAA', 'BBB', 'CCC'] as const;

const money = fc.double({ min: 0.5, max: 500, noNaN: true });
const anySeries: fc.Arbitrary<PriceSeries> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: FIRST_DAY - 5, max: FIRST_DAY + DAYS }), money), {
    selector: ([day]) => day,
    minLength: 1,
    maxLength: 40,
  })
  .map((closes) => closes.sort(([a], [b]) => a - b))
  .map((closes) => ({
    days: Int32Array.from(closes, ([day]) => day),
    closes: Float64Array.from(closes, ([, close]) => close),
  }));
const anyLot: fc.Arbitrary<BoughtLot> = fc.record({
  symbol: fc.constantFrom(...SYMBOLS),
  quantity: fc.double({ min: 0.1, max: 50, noNaN: true }),
  purchasePrice: money,
  purchaseDay: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }),
});
const anyInput: fc.Arbitrary<LotsInput> = fc.record({
  lots: fc.array(anyLot, { minLength: 1, maxLength: 12 }),
  // One symbol may have no prices at all.
  prices: fc
    .tuple(anySeries, anySeries, fc.option(anySeries))
    .map((all) => new Map(all.flatMap((series, i) => (series ? [[SYMBOLS[i]!, series] as const] : [])))),
  benchmark: fc.option(anySeries),
  fromDay: fc.option(fc.integer({ min: FIRST_DAY - 3, max: FIRST_DAY + DAYS })),
  toDay: fc.constant(FIRST_DAY + DAYS),
  riskFreeAnnual: fc.double({ min: -0.05, max: 0.2, noNaN: true }),
});

const scaled = (series: PriceSeries, factor: number): PriceSeries => ({
  days: series.days,
  closes: series.closes.map((close) => close * factor),
});

/** Every number in an analysis by its path; typed columns as arrays. */
function numbersIn(value: unknown, path = ''): [string, unknown][] {
  if (ArrayBuffer.isView(value)) return numbersIn(Array.from(value as unknown as ArrayLike<number>), path);
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => numbersIn(item, `${path}.${key}`));
}

/** Fails where two analyses differ by more than rounding; close to a threshold a drawdown's dates may jump. */
function expectAlike(a: PortfolioAnalysis, b: PortfolioAnalysis): void {
  expectSame(numbersIn(a), numbersIn(b));
}

function expectSame(left: [string, unknown][], right: [string, unknown][]): void {
  expect(left.map(([path]) => path)).toEqual(right.map(([path]) => path));
  const apart = left.filter(([, value], i) => {
    const other = right[i]![1];
    if (typeof value !== 'number' || typeof other !== 'number') return value !== other;
    return !Object.is(value, other) && Math.abs(value - other) > 1e-7 * Math.max(1, Math.abs(value));
  });
  expect(apart).toEqual([]);
}

const returnsOf = ({ returns, risk, contributions, periodReturns, monthTable }: PortfolioAnalysis) =>
  numbersIn({ returns, risk, contributions, periodReturns, monthTable });

describe('portfolio analysis: what always holds', () => {
  it('never leaves a number that is not finite, nor a null figure without a reason', () => {
    const anyPrice = fc.constantFrom(0, 0, 1e-9, 1, 7, 1e9);
    const harsh = fc
      .tuple(anyInput, fc.array(anyPrice, { minLength: 80, maxLength: 80 }))
      .map(([input, closes]) => ({
        ...input,
        lots: input.lots.map((lot, i) => ({ ...lot, purchasePrice: closes[i]! })),
        benchmark: input.benchmark && {
          ...input.benchmark,
          closes: Float64Array.from(closes).slice(0, input.benchmark.days.length),
        },
        prices: new Map(
          [...input.prices].map(([symbol, series]) => [
            symbol,
            { days: series.days, closes: series.closes.map((_close, i) => closes[(i * 7) % 80]!) },
          ]),
        ),
      }));
    fc.assert(
      fc.property(harsh, (input) => {
        const analysis = analyseLots(input);
        const wrong = numbersIn({ ...analysis, series: { ...analysis.series, benchmarkIndex: null } }).filter(
          ([, value]) => value === undefined || (typeof value === 'number' && !Number.isFinite(value)),
        );
        expect(wrong).toEqual([]);
        for (const figure of Object.values(analysis.returns))
          expect(figure.value === null).toBe(figure.reason !== null);
      }),
      { numRuns: 300 },
    );
  });

  it('contributions add up to the time-weighted return', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { contributions, returns } = analyseLots(input);
        const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
        const total = returns.timeWeighted.value!;
        expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(total)));
      }),
    );
  });

  it('another unit of money changes no return', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom(0.25, 8, 1024), (input, factor) => {
        const other = analyseLots({
          ...input,
          lots: input.lots.map((lot) => ({ ...lot, purchasePrice: lot.purchasePrice * factor })),
          prices: new Map([...input.prices].map(([symbol, series]) => [symbol, scaled(series, factor)])),
        });
        expectSame(returnsOf(other), returnsOf(analyseLots(input)));
      }),
    );
  });

  it('a lot split in two is the same lot', () => {
    fc.assert(
      fc.property(anyInput, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (input, share) => {
        const lots = input.lots.flatMap((lot) => [
          { ...lot, quantity: lot.quantity * share },
          { ...lot, quantity: lot.quantity * (1 - share) },
        ]);
        expectAlike(analyseLots({ ...input, lots }), analyseLots(input));
      }),
    );
  });

  it('the order of lots does not matter', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const reversed = analyseLots({ ...input, lots: [...input.lots].reverse() });
        expectAlike(reversed, analyseLots(input));
      }),
    );
  });

  it('windows that follow each other compound to the whole', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS - 1 }), (input, cut) => {
        const growth = (fromDay: number | null, toDay: number) => {
          const { value } = analyseLots({ ...input, fromDay, toDay }).returns.timeWeighted;
          return value === null ? 1 : 1 + value;
        };
        // Held lots make the cut a valuation date of the first window; whatever changed since is in the second.
        const whole = growth(null, input.toDay);
        const parts = growth(null, cut) * growth(cut + 1, input.toDay);
        expect(Math.abs(parts - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
      }),
    );
  });

  it('a portfolio of the benchmark bought at the close returns what the benchmark returns', () => {
    fc.assert(
      fc.property(anySeries, fc.nat(), fc.nat(), (benchmark, a, b) => {
        const buys = [a % benchmark.days.length, b % benchmark.days.length];
        const analysis = analyseLots({
          lots: buys.map((position) => ({
            symbol: 'INDEX',
            quantity: 1 + position,
            purchasePrice: benchmark.closes[position]!,
            purchaseDay: benchmark.days[position]!,
          })),
          prices: new Map([['INDEX', benchmark]]),
          benchmark,
          fromDay: null,
          toDay: FIRST_DAY + DAYS,
          riskFreeAnnual: 0,
        });
        const total = analysis.benchmark!.totalReturn.value!;
        expect(Math.abs(analysis.returns.timeWeighted.value! - total)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, total),
        );
        const { beta, trackingError } = analysis.risk;
        expect(beta.value ?? 1).toBeCloseTo(1, 9);
        expect(trackingError.value ?? 0).toBeCloseTo(0, 9);
      }),
    );
  });

  it('a single lot returns its profit', () => {
    fc.assert(
      fc.property(anyInput, anyLot, (input, lot) => {
        const { returns, summary } = analyseLots({ ...input, lots: [lot], fromDay: null });
        expect(returns.timeWeighted.value).toBeCloseTo(summary.unrealisedPnlPercent!, 8);
        expect(returns.simple.value).toBeCloseTo(summary.unrealisedPnlPercent!, 8);
      }),
    );
  });

  it('weights add up to one, holdings to the summary, the last value to both', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { holdings, summary, series, allocation } = analyseLots(input);
        const value = holdings.reduce((sum, { marketValue }) => sum + marketValue!, 0);
        expect(value / summary.marketValue!).toBeCloseTo(1, 9);
        expect(Array.from(series.values).at(-1)! / summary.marketValue!).toBeCloseTo(1, 9);
        expect(allocation.reduce((sum, { weight }) => sum + weight!, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});
