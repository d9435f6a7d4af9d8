import { extremePositions, largestTriangleThreeBuckets } from '../../../analytics/bars/downsampling';
import { parseDay } from '../../../analytics/calendar';
import type { Performance } from '../computing/compute-performance';
import { FRAME } from './performance-fields';
import type { PerformanceField } from './performance-fields';
import { parsePacked } from '../computing/packed-json';
import type { PackedJson } from '../computing/packed-json';

/** How much of a performance is to be answered. */
export interface PerformanceView {
  readonly series: 'daily' | 'none';
  readonly max_points?: number;
  /** leaves out points before the last one up to this day */
  readonly since?: string;
  /** all when left out */
  readonly fields?: readonly PerformanceField[];
}

/** A performance and what of it is to be answered, as it is handed to a thread. */
export interface ViewOrder {
  readonly performance: PackedJson;
  readonly view: PerformanceView;
}

/** @returns the JSON of the part that was asked for */
export function performanceView({ performance, view }: ViewOrder): string {
  return JSON.stringify(viewOf(parsePacked<Performance>(performance), view));
}

/** A performance with the fields and the points that were asked for; the figures are those of all days. */
export function viewOf(performance: Performance, view: PerformanceView): Partial<Performance> {
  const { series, benchmark } = performance;
  const positions = positionsOf(series, view);
  const reduced: Performance = {
    ...performance,
    series: positions.map((i) => series[i]!),
    benchmark: benchmark && { ...benchmark, index: positions.map((i) => benchmark.index[i] ?? null) },
  };
  if (!view.fields) return reduced;
  const names: readonly (keyof Performance)[] = [...FRAME, ...view.fields];
  return Object.fromEntries(names.map((name) => [name, reduced[name]]));
}

/** The points that stay; of a downsampled series the first, the last, and the lowest and highest of value and index. */
function positionsOf(
  series: Performance['series'],
  { series: wanted, max_points, since }: PerformanceView,
): number[] {
  if (wanted === 'none') return [];
  if (since !== undefined) {
    const opening = series.findLastIndex(({ date }) => date <= since);
    return [...series.keys()].slice(Math.max(opening, 0));
  }
  if (max_points === undefined || series.length <= max_points) return [...series.keys()];
  const days = Int32Array.from(series, ({ date }) => parseDay(date));
  const values = carried(series.map(({ value }) => value));
  const indices = carried(series.map(({ twr_index }) => twr_index));
  const { lowest, highest } = extremePositions(indices, indices);
  return [...largestTriangleThreeBuckets(days, values, max_points, [lowest, highest])];
}

/** What is not known stays where it was. */
function carried(values: readonly (number | null)[]): Float64Array {
  let last = values.find((value) => value !== null) ?? 0;
  return Float64Array.from(values, (value) => (last = value ?? last));
}
