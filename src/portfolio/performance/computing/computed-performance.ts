import { computePerformance } from './compute-performance';
import type { Performance, PerformanceOrder } from './compute-performance';
import { fingerprintOf } from './fingerprint';
import type { KeptRuns } from './kept-runs';
import { packedJson } from './packed-json';
import type { PackedJson } from './packed-json';
import { quotedMarket } from './quoted-market';
import { converted } from '../../currency/quoted-closes';
import type { QuotedCloses } from '../../currency/quoted-closes';

/**
 * Raised with every change of what is answered or drawn for the same input: older stored answers are then computed again.
 * Reports of locked years keep theirs, so renderers have to do without fields that are newer.
 */
export const ANSWER_FORM = 12;

/** What is to be computed, as it is handed to a thread: closes lie in shared memory, so that nothing large is copied. */
export interface ComputationOrder extends Omit<PerformanceOrder, 'prices' | 'rates' | 'benchmark'> {
  readonly closes: ReadonlyMap<string, QuotedCloses>;
  readonly benchmark: { readonly symbol: string; readonly closes: QuotedCloses } | null;
  /** fingerprint of the answer that is stored already */
  readonly known: string | undefined;
}

/** An answer as it is stored and sent, with the parts of it that are looked through. */
export interface ComputedPerformance extends Pick<Performance, 'summary' | 'returns' | 'risk'> {
  fingerprint: string;
  /** the whole `Performance` */
  answer: PackedJson;
  prices_as_of: string | null;
}

/**
 * Compares, converts, computes and packs in one go, so that all of it happens in the same thread.
 * @param runs ledgers that the thread ran before
 * @returns null when the answer that is known still holds
 */
export function computedPerformance(order: ComputationOrder, runs?: KeptRuns): ComputedPerformance | null {
  const { closes, benchmark, known, computedAt, ...question } = order;
  const { rates, ...ledger } = question.ledger;
  const asked = [ANSWER_FORM, { ...question, ledger }, benchmark?.symbol];
  const fingerprint = fingerprintOf(asked, closes, benchmark?.closes, rates);
  if (fingerprint === known) return null;
  const performance = computePerformance(
    {
      ...question,
      computedAt,
      ...quotedMarket(closes, question.sources),
      benchmark: benchmark && { symbol: benchmark.symbol, series: converted(benchmark.closes) },
    },
    runs,
  );
  const { summary, returns, risk, quality } = performance;
  return {
    fingerprint,
    summary,
    returns,
    risk,
    prices_as_of: quality.prices_as_of,
    answer: packedJson(performance),
  };
}
