import { parseDay } from '../../analytics/calendar';
import { largestTriangleThreeBuckets } from '../../analytics/bars/downsampling';
import type { Performance } from '../performance/computing/compute-performance';
import { amount, axisAmount } from './amounts';
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

type Point = Performance['series'][number];
/** A point that has a value and money in it. */
type KnownPoint = Point & { value: number; invested: number };

/** A gap of this share of the window is seen as one. */
const SEEN_GAP = 1 / 50;

/**
 * The positions that are drawn: more points than pixels are not seen. Both ends of a long gap are kept, else what moved
 * before it would seem to have moved in it.
 */
export function pointsFor(
  series: readonly { date: string }[],
  ys: Float64Array,
  { width }: ChartLook,
): number[] {
  const days = Int32Array.from(series, ({ date }) => parseDay(date));
  const seen = (days.at(-1)! - days[0]!) * SEEN_GAP;
  const isGap = (i: number) => days[i]! - days[i - 1]! > seen;
  const ends = Array.from(days.keys()).filter((i) => isGap(i) || isGap(i + 1));
  return Array.from(largestTriangleThreeBuckets(days, ys, width, ends));
}

/** The value of the portfolio over time against the money in it; undefined without a day. */
export function valueChart({ series: all, currency }: Performance, look: ChartLook): ChartOption | undefined {
  const series = all.filter(isKnown);
  const last = series.at(-1);
  if (!last) return undefined;
  const { main, second, text } = PALETTES[look.theme];
  const points = pointsFor(
    series,
    Float64Array.from(series, ({ value }) => value),
    look,
  ).map((i) => series[i]!);
  const showSymbol = points.length < 3;
  const heights = points.flatMap(({ value, invested }) => [value, invested]);
  const format = axisAmount(Math.min(...heights), Math.max(...heights), valueMarks(look));
  return {
    title: heading(
      `Portfolio value: ${amount(last.value)} ${currency}`,
      `${series[0]!.date} to ${last.date}`,
      look,
    ),
    legend: {
      right: 28,
      top: 36,
      icon: 'roundRect',
      itemHeight: 4,
      itemWidth: 14,
      textStyle: { color: text, fontSize: 11 },
    },
    grid: plotArea(),
    xAxis: timeAxis(
      points.map(({ date }) => date),
      look,
    ),
    // From zero an investment's ups and downs would be a flat line.
    yAxis: { ...valueAxis(format, look), scale: true },
    series: [
      {
        name: 'Value',
        type: 'line',
        showSymbol,
        symbolSize: 7,
        silent: true,
        lineStyle: { width: 2, color: main },
        itemStyle: { color: main },
        areaStyle: { color: main, opacity: 0.12, origin: 'start' },
        data: points.map(({ date, value }) => [date, value]),
      },
      {
        name: 'Invested',
        type: 'line',
        step: 'end',
        showSymbol,
        symbolSize: 7,
        silent: true,
        lineStyle: { width: 1.5, color: second, type: 'dashed' },
        itemStyle: { color: second },
        data: points.map(({ date, invested }) => [date, invested]),
      },
    ],
  };
}

function isKnown(point: Point): point is KnownPoint {
  return point.value !== null && point.invested !== null;
}
