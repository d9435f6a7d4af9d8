import { openAssets } from '../ledger/open-assets';
import type { LotsOrder } from '../ledger/open-lots';
import { bookFigures, BookFigures } from '../ledger/reading/book-figures';
import { renderChart } from '../charts/render-chart';
import type { ChartOrder } from '../charts/render-chart';
import type { Performance } from '../performance/computing/compute-performance';
import { computedPerformance } from '../performance/computing/computed-performance';
import type { ComputedPerformance } from '../performance/computing/computed-performance';
import { KeptRuns } from '../performance/computing/kept-runs';
import { parsePacked } from '../performance/computing/packed-json';
import type { PackedComputationOrder, PackedLotsOrder } from './computations';
import { packAssets, PackedAssets } from './packed-assets';
import { unpackLines } from './packed-lines';

// The entry of a thread of `Computations`; each export is a task.

export { computeAttribution as attribution } from '../attribution/compute-attribution';
export { performanceView } from '../performance/views/performance-view';

const runs = new KeptRuns();

export function performance(order: PackedComputationOrder): ComputedPerformance | null {
  return computedPerformance({ ...order, ledger: ledgerOf(order) }, runs);
}

export function book(order: PackedLotsOrder): BookFigures {
  return bookFigures(ledgerOf(order));
}

export function assets(order: PackedLotsOrder): PackedAssets {
  return packAssets(openAssets(ledgerOf(order)));
}

export function chart({ name, performance, look }: ChartOrder): string {
  return renderChart(name, parsePacked<Performance>(performance), look);
}

function ledgerOf({ ledger, lines }: PackedLotsOrder): LotsOrder {
  return { ...ledger, lines: unpackLines(lines) };
}
