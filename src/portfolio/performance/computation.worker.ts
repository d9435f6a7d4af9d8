import { renderChart } from '../charts/render-chart';
import type { ChartOrder } from '../charts/render-chart';
import type { Performance } from './compute-performance';
import { computedPerformance } from './computed-performance';

// The entry of a thread of `Computations`; each export is a task.

export { computedPerformance as performance };

export function chart({ name, performanceJson, look }: ChartOrder): string {
  return renderChart(name, JSON.parse(performanceJson) as Performance, look);
}
