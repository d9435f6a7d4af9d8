import { computePerformance } from './compute-performance';
import type { Performance, PerformanceOrder } from './compute-performance';

/** An answer as it is stored and sent, with the parts of it that are looked through. */
export interface ComputedPerformance extends Pick<Performance, 'summary' | 'returns' | 'risk'> {
  /** UTF-8 JSON of the whole `Performance` */
  json: Uint8Array;
  prices_as_of: string | null;
}

/** Computes and serialises in one go, so that both happen in the same thread. */
export function computedPerformance(order: PerformanceOrder): ComputedPerformance {
  const performance = computePerformance(order);
  const { summary, returns, risk, quality } = performance;
  return {
    summary,
    returns,
    risk,
    prices_as_of: quality.prices_as_of,
    json: new TextEncoder().encode(JSON.stringify(performance)),
  };
}
