import { parseDay } from '../../../analytics/calendar';
import { isCalendarDay } from '../../../common/calendar/calendar-day';
import { checkedPrices, DailyBar } from '../../model/daily-bar';
import { BadLine, csvLines } from './csv-lines';

export interface ParsedBars {
  /** ascending by day, one a day */
  bars: DailyBar[];
  bad: BadLine[];
}

const COLUMNS = ['date', 'open', 'high', 'low', 'close', 'volume'];
const TOLERATED = ['adjclose', 'adj close', 'adj_close'];
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Reads daily bars from CSV with the header `date,open,high,low,close,volume` in any order; an adjclose column is
 * tolerated and left aside. Every line that is wrong is named, with what is wrong about it.
 */
export function parseBars(csv: string): ParsedBars {
  const { lines, bad: badFile } = csvLines(csv, { required: COLUMNS, tolerated: TOLERATED });
  if (badFile) return { bars: [], bad: [badFile] };
  const bars = new Map<number, DailyBar>();
  const bad: BadLine[] = [];
  for (const { line, cells, message } of lines) {
    const bar = cells ? readBar(cells) : message;
    if (typeof bar === 'string') bad.push({ line, message: bar });
    else if (bars.has(bar.day)) bad.push({ line, message: 'the same date comes twice' });
    else bars.set(bar.day, bar);
  }
  return { bars: [...bars.values()].sort((a, b) => a.day - b.day), bad };
}

/** @returns what is wrong, where something is */
function readBar(cell: Readonly<Record<string, string>>): DailyBar | string {
  if (!isCalendarDay(cell.date)) return 'date is not a calendar day YYYY-MM-DD';
  const numbers = COLUMNS.slice(1).map((name) => [name, cell[name] ?? ''] as const);
  const wrong = numbers.find(([, text]) => !NUMBER.test(text));
  if (wrong) return `${wrong[0]} is not a number`;
  const prices = Object.fromEntries(numbers.map(([name, text]) => [name, Number(text)]));
  const { open, high, low, close, volume } = prices;
  const bar = checkedPrices({ open, high, low, close, volume });
  if (!bar)
    return 'prices must be numbers with low ≤ open, close ≤ high, above 0 where the close is, and volume not below 0';
  return { day: parseDay(cell.date), ...bar };
}
