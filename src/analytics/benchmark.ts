import type { Figure } from './figure';

/** A return series held against a benchmark's. */
export interface BenchmarkComparison {
  readonly beta: Figure;
  readonly alpha: Figure;
  readonly trackingError: Figure;
  readonly informationRatio: Figure;
}
