import { drawdownColumn } from '../../analytics/risk/drawdown';
import type { Performance } from '../performance/computing/compute-performance';
import { percent } from './amounts';
import {
  ChartLook,
  ChartOption,
  heading,
  PALETTES,
  plotArea,
  timeAxis,
  valueAxis,
  valueMarks,
} from './chart-frame';
import { pointsFor } from './value-chart';

/** Each a part of the whole, so that no axis goes below -100%. */
const STEPS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5];
/** A flat line at zero still needs an axis. */
const SHALLOWEST = 0.01;

/** How far the portfolio stood below its best so far; undefined without a day. */
export function drawdownChart({ series: all, risk }: Performance, look: ChartLook): ChartOption | undefined {
  const series = all.filter(({ twr_index }) => twr_index !== null);
  if (series.length === 0) return undefined;
  const { loss } = PALETTES[look.theme];
  const falls = drawdownColumn(Float64Array.from(series, ({ twr_index }) => twr_index!));
  const points = pointsFor(series, falls, look);
  const dates = points.map((i) => series[i]!.date);
  const depth = Math.max(SHALLOWEST, -Math.min(...falls));
  const step = STEPS.find((one) => one * valueMarks(look) >= depth) ?? STEPS.at(-1)!;
  return {
    title: heading(...headingTexts(risk.max_drawdown, `${dates[0]} to ${dates.at(-1)}`), look),
    grid: plotArea(54),
    xAxis: { ...timeAxis(dates, look), position: 'bottom', axisLine: { show: false, onZero: false } },
    yAxis: {
      ...valueAxis((value) => percent(value, step < 0.01 ? 1 : 0), look),
      max: 0,
      min: -step * Math.ceil(depth / step),
      interval: step,
    },
    series: [
      {
        type: 'line',
        showSymbol: points.length < 3,
        symbolSize: 7,
        silent: true,
        lineStyle: { width: 1.5, color: loss },
        itemStyle: { color: loss },
        areaStyle: { color: loss, opacity: 0.25, origin: 'end' },
        data: points.map((i) => [series[i]!.date, falls[i]!]),
      },
    ],
  };
}

function headingTexts(
  { value, trough_date }: Performance['risk']['max_drawdown'],
  window: string,
): [string, string] {
  if (value === null) return ['Deepest drawdown: not known', `${window}, not known from then on`];
  if (value === 0 || !trough_date) return ['Drawdown: none', window];
  const deepest = value > -0.0005 ? 'less than 0.1%' : percent(value);
  return [`Deepest drawdown: ${deepest}`, `${window}, deepest on ${trough_date}`];
}
