import { init } from 'echarts';
import type { Performance } from '../performance/computing/compute-performance';
import type { PackedJson } from '../performance/computing/packed-json';
import { allocationChart } from './allocation-chart';
import { frameOf, messageChart } from './chart-frame';
import type { ChartLook, ChartName, ChartOption } from './chart-frame';
import { drawdownChart } from './drawdown-chart';
import { valueChart } from './value-chart';

/** A picture to be drawn in another thread; the performance travels as it is stored. */
export interface ChartOrder {
  name: ChartName;
  performance: PackedJson;
  look: ChartLook;
}

const DRAW: Record<ChartName, (performance: Performance, look: ChartLook) => ChartOption | undefined> = {
  value: valueChart,
  allocation: allocationChart,
  drawdown: drawdownChart,
};

/** Draws a picture of a performance as an SVG document; where there is nothing to draw, it says so. */
export function renderChart(name: ChartName, performance: Performance, look: ChartLook): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: look.height });
  try {
    const picture = DRAW[name](performance, look) ?? messageChart(name, emptiness(performance), look);
    chart.setOption({ ...frameOf(look), ...picture });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function emptiness({ series, quality, summary, as_of }: Performance): string {
  if (series.length > 0) {
    if (summary.market_value === null) return `The value on ${as_of} is not known`;
    const isOwed = summary.market_value < 0;
    return isOwed ? `Overdrafts exceed what is held on ${as_of}` : `Nothing of value on ${as_of}`;
  }
  return quality.left_out.symbols.length > 0
    ? 'Nothing with a price in this window'
    : 'Nothing held in this window';
}
