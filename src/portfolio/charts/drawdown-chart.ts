import { drawdownColumn } from '../../analytics/drawdown';
import type { Performance } from '../performance/compute-performance';
import {
  ChartLook,
  ChartOption,
  heading,
  PALETTES,
  percent,
  plotArea,
  timeAxis,
  valueAxis,
} from './chart-frame';
import { pointsFor } from './value-chart';

/** How far the portfolio stood below its best so far; undefined without a day. */
export function drawdownChart({ series, risk }: Performance, look: ChartLook): ChartOption | undefined {
  if (series.length === 0) return undefined;
  const { loss } = PALETTES[look.theme];
  const falls = drawdownColumn(Float64Array.from(series, ({ twr_index }) => twr_index));
  const deepest = Math.min(...falls);
  const shown = pointsFor(falls, look);
  const dates = shown.map((i) => series[i]!.date);
  return {
    title: heading(headline(risk.max_drawdown), `${dates[0]} to ${dates.at(-1)}`, look),
    grid: plotArea(54),
    xAxis: { ...timeAxis(dates, look), position: 'bottom', axisLine: { show: false, onZero: false } },
    yAxis: {
      ...valueAxis((value) => percent(value, deepest > -0.05 ? 1 : 0), look),
      max: 0,
      // A flat line at zero still needs an axis.
      min: deepest > -0.01 ? -0.01 : null,
    },
    series: [
      {
        type: 'line',
        showSymbol: shown.length < 3,
        symbolSize: 7,
        silent: true,
        lineStyle: { width: 1.5, color: loss },
        itemStyle: { color: loss },
        areaStyle: { color: loss, opacity: 0.25, origin: 'end' },
        data: shown.map((i) => [series[i]!.date, falls[i]!]),
      },
    ],
  } as ChartOption;
}

function headline({ value, trough_date }: Performance['risk']['max_drawdown']): string {
  if (!value || !trough_date) return 'Drawdown: none';
  return `Drawdown: deepest ${percent(value)} on ${trough_date}`;
}
