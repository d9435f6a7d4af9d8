import { renderChart } from '../charts/render-chart';
import type { ChartOrder } from '../charts/render-chart';
import type { Performance } from './compute-performance';
import { computedPerformance } from './computed-performance';
import { parsePacked } from './packed-json';

// The entry of a thread of `Computations`; each export is a task.

export { computedPerformance as performance };

export function chart({ name, performance, look }: ChartOrder): string {
  return renderChart(name, parsePacked<Performance>(performance), look);
}
