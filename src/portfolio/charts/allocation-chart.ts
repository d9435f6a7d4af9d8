import type { Performance } from '../performance/computing/compute-performance';
import { cashByCurrency } from '../performance/cash-by-currency';
import { amount, percent, shortAmount } from './amounts';
import { ChartLook, ChartOption, heading, PALETTES, plotArea } from './chart-frame';

const ROW_PIXELS = 24;
const WIDEST_ROW_PIXELS = 44;
const HEADING_PIXELS = 54;
const BOTTOM_PIXELS = 12;

/** No symbols: those are in capitals. */
const OTHER = 'Other';
const CASH = 'Cash';

interface Row {
  name: string;
  market_value: number;
  weight: number;
}

/**
 * The shares of the holdings, largest first, and of cash: bars, since a ring of thirty slices cannot be read, nor has it
 * one for an overdraft. What does not fit is one row, `Other`. Undefined when nothing is worth anything, or the whole is not known.
 */
export function allocationChart(performance: Performance, look: ChartLook): ChartOption | undefined {
  const { allocation, currency, as_of, summary } = performance;
  const most = Math.floor((look.height - HEADING_PIXELS - BOTTOM_PIXELS) / ROW_PIXELS);
  const cash = cashRows(performance);
  const rows = [...rowsOf(allocation, most - cash.length), ...cash];
  if (rows.length === 0 || summary.market_value === null) return undefined;
  const bottom = Math.max(BOTTOM_PIXELS, look.height - HEADING_PIXELS - rows.length * WIDEST_ROW_PIXELS);
  const { main, second, text, faint } = PALETTES[look.theme];
  const colours: Record<string, string> = { [OTHER]: faint, [CASH]: second };
  const weights = rows.map(({ weight }) => weight);
  const count = allocation.length === 1 ? '1 holding' : `${allocation.length} holdings`;
  const parts = cash.length === 0 ? count : `${count} and cash`;
  return {
    title: heading('Allocation', `${parts}, ${amount(summary.market_value)} ${currency} on ${as_of}`, look),
    grid: { ...plotArea(HEADING_PIXELS), left: 20, right: 130, bottom },
    xAxis: { type: 'value', show: false, min: Math.min(0, ...weights), max: Math.max(...weights) },
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
          itemStyle: { color: colours[name] ?? main, borderRadius: 2 },
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
    { name: OTHER, market_value: 0, weight: 0 },
  );
  return [...rows.slice(0, most - 1), other];
}

/** All currencies in one row. */
function cashRows({ cash }: Performance): Row[] {
  const known = cashByCurrency(cash).flatMap(({ value, weight }) =>
    value === null || weight === null ? [] : [{ value, weight }],
  );
  if (known.length === 0) return [];
  return [
    {
      name: CASH,
      market_value: known.reduce((sum, { value }) => sum + value, 0),
      weight: known.reduce((sum, { weight }) => sum + weight, 0),
    },
  ];
}

function share(weight: number): string {
  return weight > 0 && weight < 0.0005 ? '<0.1%' : percent(weight);
}
