import type { EChartsOption } from 'echarts';
import { timeMarks } from './time-marks';
import { DAY_MS } from '../../common/calendar/day-length';

export const CHART_NAMES = ['value', 'allocation', 'drawdown'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

export type ChartOption = EChartsOption;

export interface ChartLook {
  theme: 'light' | 'dark';
  /** pixels */
  width: number;
  height: number;
}

/** Colours of a theme; every text stands out from the background by 4.5 : 1 at least (WCAG AA). */
export const PALETTES = {
  light: {
    background: '#ffffff',
    text: '#1f2937',
    faint: '#4b5563',
    grid: '#e5e7eb',
    main: '#2563eb',
    second: '#b45309',
    loss: '#dc2626',
  },
  dark: {
    background: '#111827',
    text: '#f3f4f6',
    faint: '#9ca3af',
    grid: '#374151',
    main: '#60a5fa',
    second: '#fbbf24',
    loss: '#f87171',
  },
} as const;

/** What all pictures share. */
export function frameOf({ theme }: ChartLook): ChartOption {
  return {
    backgroundColor: PALETTES[theme].background,
    textStyle: { fontFamily: 'sans-serif', color: PALETTES[theme].text },
    animation: false,
  };
}

/** The heading, in the upper left corner. */
export function heading(text: string, subtext: string, { theme, width }: ChartLook): ChartOption['title'] {
  const { text: color, faint } = PALETTES[theme];
  const cut = { width: width - 32, overflow: 'truncate' } as const;
  return {
    text,
    subtext,
    left: 12,
    top: 8,
    itemGap: 4,
    textStyle: { color, fontSize: 15, fontWeight: 600, ...cut },
    subtextStyle: { color: faint, fontSize: 11, ...cut },
  };
}

/** Room under the heading and around the axes, whose labels are part of the plot. */
export function plotArea(top = 62) {
  return { left: 12, right: 28, top, bottom: 12, containLabel: true };
}

/** Room that a date takes, and some more. */
const MARK_PIXELS = 72;

/** A time axis as wide as the days, and never less than four of them, so that one day stands in the middle. */
export function timeAxis(dates: readonly string[], { theme, width }: ChartLook) {
  const first = Date.parse(dates[0]!);
  const last = Date.parse(dates.at(-1)!);
  const slack = Math.max(0, 4 * DAY_MS - (last - first)) / 2;
  const [min, max] = [first - slack, last + slack];
  const { days, label } = timeMarks(
    Math.ceil(min / DAY_MS),
    Math.floor(max / DAY_MS),
    Math.floor(width / MARK_PIXELS),
  );
  const customValues = days.map((day) => day * DAY_MS);
  return {
    type: 'time' as const,
    min,
    max,
    axisLine: { lineStyle: { color: PALETTES[theme].grid } },
    axisTick: { customValues },
    axisLabel: {
      customValues,
      color: PALETTES[theme].faint,
      fontSize: 11,
      formatter: (time: number) => label(time / DAY_MS),
    },
    splitLine: { show: false },
  };
}

/** How many marks fit on the value axis. */
export function valueMarks({ height }: ChartLook): number {
  return Math.max(2, Math.floor(height / 70));
}

/** A value axis with a light grid. */
export function valueAxis(format: (value: number) => string, look: ChartLook) {
  return {
    type: 'value' as const,
    splitNumber: valueMarks(look),
    axisLabel: { color: PALETTES[look.theme].faint, fontSize: 11, formatter: format },
    splitLine: { lineStyle: { color: PALETTES[look.theme].grid } },
  };
}

const TITLES = { value: 'Portfolio value', allocation: 'Allocation', drawdown: 'Drawdown' };

/** The picture where there is nothing to draw. */
export function messageChart(name: keyof typeof TITLES, message: string, look: ChartLook): ChartOption {
  return {
    title: [
      heading(TITLES[name], '', look) as object,
      {
        text: message,
        left: 'center',
        top: 'middle',
        textStyle: { color: PALETTES[look.theme].faint, fontSize: 13, fontWeight: 400 },
      },
    ],
  };
}
