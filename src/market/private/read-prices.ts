import { parse } from 'csv-parse/sync';
import { parseDay } from '../../analytics/calendar';
import { PriceSeries } from '../../analytics/series/columns';
import { isCalendarDay } from '../../common/calendar/calendar-day';
import { DAY_MS } from '../../common/calendar/day-length';
import { FieldError } from '../../common/errors/domain-error';
import { bodyTooLarge } from '../../common/errors/http.errors';
import { csvOpening } from '../../common/text/csv-opening';
import { DateOrder, readDate } from '../../common/text/read-date';
import { DecimalMark, NumberReader } from '../../common/text/read-number';
import { TextReader, UnreadableTextError } from '../../common/text/text-reader';
import { MOST_PRIVATE_PRICE, MOST_PRIVATE_PRICES } from './private-instrument';
import { invalidPrices } from './private-instruments.errors';

export const MOST_CSV_BYTES = 512 * 1024;
const MOST_ERRORS = 100;
const COLUMNS = ['date', 'close'] as const;
/** It is tomorrow somewhere fourteen hours before it is so in Greenwich. */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/** A price as somebody gives it: of a line, or of a place in a list. */
export interface GivenPrice {
  readonly field: string;
  readonly date: string;
  readonly close: number;
}

/**
 * The prices of CSV with the columns `date,close` in any order; others are left aside. Separator, encoding, decimal mark and
 * order of dates are found as in other CSV; what may be read in two ways is refused.
 * @throws DomainError `market.invalid_prices`, `http.body_too_large`
 */
export async function readPrices(
  body: AsyncIterable<Uint8Array>,
  notation: { decimal?: DecimalMark; date?: DateOrder },
): Promise<GivenPrice[]> {
  const text = textOf(body);
  const { head, separator } = await csvOpening(text);
  let csv = head;
  for await (const part of text) csv += part;
  const rows = rowsOf(csv, separator);
  const header = rows[0]?.record.map((name) => name.toLowerCase()) ?? [];
  const [date, close] = COLUMNS.map((name) => header.indexOf(name));
  if (date === undefined || close === undefined || date < 0 || close < 0) {
    throw invalidPrices([{ field: 'line 1', message: `the header must name ${COLUMNS.join(' and ')}` }]);
  }
  const numbers = new NumberReader(notation.decimal ?? (separator === ',' ? '.' : undefined));
  return rows.slice(1).map(({ record, info }): GivenPrice => {
    const field = `line ${info.lines}`;
    const number = numbers.read(record[close] ?? '');
    if (number === 'ambiguous') throw ambiguous(field, record[close]!, 'decimal=, or decimal=.');
    const day = readDate(record[date] ?? '', notation.date);
    if (day === 'ambiguous') throw ambiguous(field, record[date]!, 'date=DMY or date=MDY');
    return { field, date: day, close: number };
  });
}

/**
 * Prices by day, ascending.
 * @throws DomainError `market.invalid_prices` with all that is wrong
 */
export function pricesOf(given: readonly GivenPrice[], now: Date): PriceSeries {
  const errors: FieldError[] = [];
  const closes = new Map<number, number>();
  const lastDay = Math.floor((now.getTime() + EARLIEST_ZONE_MS) / DAY_MS);
  if (given.length > MOST_PRIVATE_PRICES)
    throw invalidPrices([{ field: 'prices', message: `at most ${MOST_PRIVATE_PRICES} prices are kept` }]);
  if (given.length === 0) throw invalidPrices([{ field: 'prices', message: 'there are no prices' }]);
  for (const { field, date, close } of given) {
    const wrong = wrongIn(date, close, closes, lastDay);
    if (wrong) errors.push({ field, message: wrong });
    else closes.set(parseDay(date), close);
    if (errors.length === MOST_ERRORS) break;
  }
  if (errors.length > 0) throw invalidPrices(errors);
  const days = Int32Array.from(closes.keys()).sort();
  return { days, closes: Float64Array.from(days, (day) => closes.get(day)!) };
}

function wrongIn(
  date: string,
  close: number,
  before: ReadonlyMap<number, number>,
  lastDay: number,
): string | undefined {
  if (!isCalendarDay(date)) return 'date must be a calendar day YYYY-MM-DD';
  if (parseDay(date) > lastDay) return 'date must not be in the future';
  if (before.has(parseDay(date))) return 'the same date comes twice';
  if (!(Math.abs(close) <= MOST_PRIVATE_PRICE)) return `close must be a number up to ${MOST_PRIVATE_PRICE}`;
  return undefined;
}

function rowsOf(csv: string, delimiter: string): { record: string[]; info: { lines: number } }[] {
  try {
    // The declared type of the parser does not know what `info` adds.
    return parse(csv, {
      delimiter,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      to: MOST_PRIVATE_PRICES + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (error) {
    throw invalidPrices([{ field: 'body', message: error instanceof Error ? error.message : 'is no CSV' }]);
  }
}

const ambiguous = (field: string, cell: string, way: string) =>
  invalidPrices([{ field, message: `${cell} is ambiguous: declare ?${way}` }]);

async function* textOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const reader = new TextReader();
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_CSV_BYTES) throw bodyTooLarge();
      yield reader.push(chunk);
    }
    yield reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    throw invalidPrices([{ field: 'body', message: error.message }]);
  }
}
