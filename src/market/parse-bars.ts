import { parse } from 'csv-parse/sync';
import { isCalendarDay } from '../common/calendar/calendar-day';
import { parseDay } from '../analytics/calendar';
import { DailyBar, normalisePrices } from './daily-bar';

export interface BadLine {
  /** as an editor counts, the header being line 1 */
  line: number;
  message: string;
}

export interface ParsedBars {
  /** ascending by day, one a day */
  bars: DailyBar[];
  bad: BadLine[];
}

const COLUMNS = ['date', 'open', 'high', 'low', 'close', 'volume'];
const TOLERATED = ['adjclose', 'adj close', 'adj_close'];
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

interface Row {
  record: string[];
  info: { lines: number };
}

/**
 * Reads daily bars from CSV with the header `date,open,high,low,close,volume` in any order; an adjclose column is
 * tolerated and left aside. Every line that is wrong is named, with what is wrong about it.
 */
export function parseBars(csv: string): ParsedBars {
  let rows: Row[];
  try {
    // The declared type of the parser does not know what `info` adds.
    rows = parse(csv, {
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Row[];
  } catch (error) {
    return { bars: [], bad: [{ line: lineOf(error), message: messageOf(error) }] };
  }
  const header = rows[0]?.record.map((name) => name.toLowerCase()) ?? [];
  const problem = headerProblem(header);
  if (problem) return { bars: [], bad: [{ line: 1, message: problem }] };
  return readRows(header, rows.slice(1));
}

function readRows(header: string[], rows: Row[]): ParsedBars {
  const bars = new Map<number, DailyBar>();
  const bad: BadLine[] = [];
  for (const { record, info } of rows) {
    const bar = readBar(header, record);
    if (typeof bar === 'string') bad.push({ line: info.lines, message: bar });
    else if (bars.has(bar.day)) bad.push({ line: info.lines, message: 'the same date comes twice' });
    else bars.set(bar.day, bar);
  }
  return { bars: [...bars.values()].sort((a, b) => a.day - b.day), bad };
}

/** @returns what is wrong, where something is */
function readBar(header: string[], record: string[]): DailyBar | string {
  if (record.length !== header.length) return `${record.length} columns instead of ${header.length}`;
  const cell = Object.fromEntries(header.map((name, i) => [name, record[i] ?? '']));
  if (!isCalendarDay(cell.date)) return 'date is not a calendar day YYYY-MM-DD';
  const numbers = COLUMNS.slice(1).map((name) => [name, cell[name] ?? ''] as const);
  const wrong = numbers.find(([, text]) => !NUMBER.test(text));
  if (wrong) return `${wrong[0]} is not a number`;
  const prices = Object.fromEntries(numbers.map(([name, text]) => [name, Number(text)]));
  const { open, high, low, close, volume } = prices;
  const bar = normalisePrices({ open, high, low, close, volume });
  if (!bar) return 'prices must be above 0 with low ≤ open, close ≤ high, and volume not below 0';
  return { day: parseDay(cell.date), ...bar };
}

function headerProblem(header: string[]): string | undefined {
  const missing = COLUMNS.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !COLUMNS.includes(name) && !TOLERATED.includes(name));
  if (missing.length > 0) return `the header lacks ${missing.join(', ')}`;
  if (unknown.length > 0) return `the header has unknown columns: ${unknown.join(', ')}`;
  return new Set(header).size < header.length ? 'the header names a column twice' : undefined;
}

function lineOf(error: unknown): number {
  return error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'is not CSV';
}
