import type { Performance } from '../performance/computing/compute-performance';
import { amount, percent, shortAmount } from './amounts';
import { ChartLook, ChartOption, heading, PALETTES, plotArea } from './chart-frame';

const ROW_PIXELS = 24;
const WIDEST_ROW_PIXELS = 44;
const HEADING_PIXELS = 54;
const BOTTOM_PIXELS = 12;

interface Row {
  name: string;
  market_value: number;
  weight: number;
}

/**
 * The shares of the holdings, largest first: bars, since a ring of thirty slices cannot be read. What does not fit is one row,
 * `Other`. Undefined when nothing is worth anything.
 */
export function allocationChart(
  { allocation, currency, as_of }: Performance,
  look: ChartLook,
): ChartOption | undefined {
  const rows = rowsOf(allocation, Math.floor((look.height - HEADING_PIXELS - BOTTOM_PIXELS) / ROW_PIXELS));
  if (rows.length === 0) return undefined;
  const bottom = Math.max(BOTTOM_PIXELS, look.height - HEADING_PIXELS - rows.length * WIDEST_ROW_PIXELS);
  const { main, text, faint } = PALETTES[look.theme];
  const total = allocation.reduce((sum, { market_value }) => sum + market_value, 0);
  const count = allocation.length === 1 ? '1 holding' : `${allocation.length} holdings`;
  return {
    title: heading('Allocation', `${count}, ${amount(total)} ${currency} on ${as_of}`, look),
    grid: { ...plotArea(HEADING_PIXELS), left: 20, right: 130, bottom },
    xAxis: { type: 'value', show: false, min: 0, max: Math.max(...rows.map(({ weight }) => weight)) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: text, fontSize: 12, width: look.width / 4, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barMaxWidth: ROW_PIXELS - 8,
        label: {
          show: true,
          position: 'right',
          color: text,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            `${share(rows[dataIndex]!.weight)}  ${shortAmount(rows[dataIndex]!.market_value)}`,
        },
        data: rows.map(({ name, weight }) => ({
          value: weight,
          itemStyle: { color: name === 'Other' ? faint : main, borderRadius: 2 },
        })),
      },
    ],
  };
}

function rowsOf(allocation: Performance['allocation'], most: number): Row[] {
  const rows = allocation.flatMap(({ symbol, market_value, weight }) =>
    weight === null ? [] : [{ name: symbol, market_value, weight }],
  );
  if (rows.length <= most) return rows;
  const rest = rows.slice(most - 1);
  const other = rest.reduce(
    (sum, { market_value, weight }) => ({
      ...sum,
      market_value: sum.market_value + market_value,
      weight: sum.weight + weight,
    }),
    { name: 'Other', market_value: 0, weight: 0 },
  );
  return [...rows.slice(0, most - 1), other];
}

function share(weight: number): string {
  return weight > 0 && weight < 0.0005 ? '<0.1%' : percent(weight);
}
