import fc from 'fast-check';
import { toNullable } from '../series/columns';
import { ema, rollingVolatility, rsi, sma } from './indicators';

const warmUp = (count: number) => new Array<number>(count).fill(NaN);

// The moving-average sheet of StockCharts' ChartSchool: closes and ten-day averages, printed to two digits.
const SHEET = Float64Array.of(
  ...[
    22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36,
  ],
  ...[24.05, 23.75, 23.83, 23.95, 23.63, 23.82, 23.87, 23.65, 23.19, 23.1, 23.33, 22.68, 23.1, 22.4, 22.17],
);
const SHEET_SMA = [
  ...[22.22, 22.21, 22.23, 22.26, 22.31, 22.42, 22.61, 22.77, 22.91, 23.08, 23.21],
  ...[23.38, 23.53, 23.65, 23.71, 23.69, 23.61, 23.51, 23.43, 23.28, 23.13],
];
const SHEET_EMA = [
  ...[22.22, 22.21, 22.24, 22.27, 22.33, 22.52, 22.8, 22.97, 23.13, 23.28, 23.34],
  ...[23.43, 23.51, 23.54, 23.47, 23.4, 23.39, 23.26, 23.23, 23.08, 22.92],
];
// The RSI sheet of StockCharts' ChartSchool: closes to four digits, RSI(14) printed to two.
const RSI_SHEET = Float64Array.of(
  ...[44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931],
  ...[46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521],
  ...[45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314],
);
const RSI_PRINTED = [
  ...[70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38],
  ...[54.71, 50.42, 39.99, 41.46, 41.87, 45.46, 37.3, 33.08, 37.77],
];

describe('moving averages', () => {
  it('give the published ten-day averages', () => {
    // The sheet's own closes have more digits than it prints, so a printed average may be off by one in the last.
    const printed = (values: number[]) =>
      [...warmUp(9), ...values].map((v) => (Number.isNaN(v) ? v : within(v, 0.01)));
    expect([...sma(SHEET, 10)]).toEqual(printed(SHEET_SMA));
    expect([...ema(SHEET, 10)]).toEqual(printed(SHEET_EMA));
  });

  it('seed the exponential one with the simple one', () => {
    expect([...ema(Float64Array.of(1, 2, 3, 7), 3)]).toEqual([NaN, NaN, 2, 4.5]);
  });

  it('are the mean of each window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (closes, period) => {
          const averages = sma(Float64Array.from(closes), period);
          return closes.every((_close, i) => {
            const window = closes.slice(Math.max(i - period + 1, 0), i + 1);
            const mean = window.reduce((sum, close) => sum + close, 0) / period;
            return i < period - 1 ? Number.isNaN(averages[i]) : Math.abs(averages[i]! - mean) < 1e-9;
          });
        },
      ),
    );
  });
});

describe('relative strength index', () => {
  it('gives the published fourteen-day figures', () => {
    expect([...rsi(RSI_SHEET, 14).subarray(14)]).toEqual(RSI_PRINTED.map((value) => within(value, 0.0051)));
    expect([...rsi(RSI_SHEET, 14).subarray(0, 14)]).toEqual(warmUp(14));
  });

  it('is 100 without a loss, 0 without a gain, 50 without a move', () => {
    expect(rsi(Float64Array.of(1, 2, 3), 2)[2]).toBe(100);
    expect(rsi(Float64Array.of(3, 2, 1), 2)[2]).toBe(0);
    expect(rsi(Float64Array.of(2, 2, 2), 2)[2]).toBe(50);
  });
});

describe('rolling volatility', () => {
  it('is the annualised sample deviation of the last simple returns', () => {
    // Returns 10 %, -10 %, 10 %: deviations over pairs are 0.2 / sqrt(2).
    const pair = (0.2 / Math.SQRT2) * Math.sqrt(252);
    const got = rollingVolatility(Float64Array.of(100, 110, 99, 108.9), 2);
    expect([...got]).toEqual([NaN, NaN, within(pair, 1e-9), within(pair, 1e-9)]);
  });

  it('has no value over a return from a price of 0', () => {
    expect(toNullable(rollingVolatility(Float64Array.of(1, 0, 1, 1, 1), 2))).toEqual([
      null,
      null,
      null,
      null,
      0,
    ]);
  });
});

describe('every indicator', () => {
  it('is all warm-up where there is less history than the period', () => {
    const short = Float64Array.of(1, 2);
    for (const column of [sma(short, 3), ema(short, 3), rsi(short, 2), rollingVolatility(short, 2)]) {
      expect(toNullable(column)).toEqual([null, null]);
    }
  });

  it('refuses a period that is not a whole number large enough', () => {
    for (const period of [0, -1, 1.5, NaN]) {
      expect(() => sma(SHEET, period)).toThrow(RangeError);
      expect(() => ema(SHEET, period)).toThrow(RangeError);
      expect(() => rsi(SHEET, period)).toThrow(RangeError);
    }
    expect(() => rollingVolatility(SHEET, 1)).toThrow(RangeError);
  });
});

function within(expected: number, tolerance: number): unknown {
  return {
    asymmetricMatch: (got: unknown) => typeof got === 'number' && Math.abs(got - expected) <= tolerance,
    toString: () => `within ${tolerance} of ${expected}`,
  };
}
