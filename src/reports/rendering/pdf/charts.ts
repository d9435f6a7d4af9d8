import type { Content } from 'pdfmake';
import type { ChartName } from '../../../portfolio/charts/chart-frame';
import { renderChart } from '../../../portfolio/charts/render-chart';
import type { ReportContent } from '../report-content';
import { CONTENT_WIDTH } from './look';

/** Pixels a chart is drawn with for each point it takes on paper, so that its letters come out at 8 points. */
const SCALE = 1.4;

/** The three pictures of a performance, or the one of holdings; none where nothing was held, not even cash. */
export function charts({ type, performance }: ReportContent): Content[] {
  const pictures =
    type === 'performance'
      ? [
          picture(performance, 'value', 170),
          picture(performance, 'drawdown', 120),
          picture(performance, 'allocation', 180),
        ]
      : [picture(performance, 'allocation', 180)];
  return performance.holdings.length + performance.cash.length > 0 ? pictures : [];
}

function picture(performance: ReportContent['performance'], name: ChartName, height: number): Content {
  const look = {
    theme: 'light' as const,
    width: Math.round(CONTENT_WIDTH * SCALE),
    height: Math.round(height * SCALE),
  };
  return { svg: renderChart(name, performance, look), width: CONTENT_WIDTH, height, margin: [0, 14, 0, 0] };
}
