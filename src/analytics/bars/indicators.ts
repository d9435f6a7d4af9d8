/*
 * Every indicator is a column as long as the closes it was computed from, aligned with them. Positions in the
 * warm-up, where there is not enough history, are NaN (`toNullable` in columns.ts turns them into null).
 * Periods are whole numbers of bars, at least 1, else RangeError.
 */
import { sampleDeviation } from '../risk/statistics';

/** Simple moving average: the mean of the last `period` closes. First value at position `period - 1`. */
export function sma(closes: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1);
  const averages = new Float64Array(closes.length).fill(NaN);
  let sum = 0;
  for (let i = 0; i < closes.length; i++) {
    sum += closes[i]!;
    if (i >= period) sum -= closes[i - period]!;
    if (i >= period - 1) averages[i] = sum / period;
  }
  return averages;
}

/**
 * Exponential moving average with smoothing 2 / (period + 1), seeded with the simple average of the first `period`
 * closes (the StockCharts convention). First value at position `period - 1`.
 */
export function ema(closes: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1);
  const averages = new Float64Array(closes.length).fill(NaN);
  if (closes.length < period) return averages;
  const smoothing = 2 / (period + 1);
  let average = sma(closes.subarray(0, period), period)[period - 1]!;
  averages[period - 1] = average;
  for (let i = period; i < closes.length; i++) {
    average += smoothing * (closes[i]! - average);
    averages[i] = average;
  }
  return averages;
}

/**
 * Relative strength index after J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978): 0 to 100, from
 * average gain and average loss, seeded with the mean of the first `period` changes and smoothed by 1 / period.
 * First value at position `period`. Without a loss it is 100, and 50 where nothing moved at all.
 */
export function rsi(closes: Float64Array, period: number): Float64Array {
  requirePeriod(period, 1);
  const strengths = new Float64Array(closes.length).fill(NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < closes.length; i++) {
    const change = closes[i]! - closes[i - 1]!;
    // Until the seed is complete the averages grow by plain parts of the mean; then Wilder's smoothing takes over.
    const kept = i > period ? (period - 1) / period : 1;
    gain = gain * kept + Math.max(change, 0) / period;
    loss = loss * kept + Math.max(-change, 0) / period;
    if (i >= period) strengths[i] = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  }
  return strengths;
}

/**
 * Annualised rolling volatility: standard deviation (n - 1) of the last `period` simple returns, times
 * sqrt(`periodsPerYear`). A fraction. First value at position `period`, `period` at least 2. A window with a return
 * from a price of 0 is NaN.
 */
export function rollingVolatility(closes: Float64Array, period: number, periodsPerYear = 252): Float64Array {
  requirePeriod(period, 2);
  const volatilities = new Float64Array(closes.length).fill(NaN);
  const returns = new Float64Array(Math.max(closes.length - 1, 0));
  for (let i = 1; i < closes.length; i++) returns[i - 1] = closes[i]! / closes[i - 1]! - 1;
  for (let i = period; i < closes.length; i++) {
    // Each window is summed afresh: sliding sums of squares cancel and leave noise where prices are flat.
    const deviation = sampleDeviation(returns.subarray(i - period, i)) * Math.sqrt(periodsPerYear);
    if (Number.isFinite(deviation)) volatilities[i] = deviation;
  }
  return volatilities;
}

function requirePeriod(period: number, least: number): void {
  if (!Number.isInteger(period) || period < least) {
    throw new RangeError(`period must be a whole number of at least ${least}, got ${period}`);
  }
}
