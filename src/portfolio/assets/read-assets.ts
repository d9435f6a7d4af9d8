import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CsvError, parse, Parser } from 'csv-parse';
import { FieldError } from '../../common/errors/domain-error';
import { bodyTooLarge } from '../../common/errors/http.errors';
import { fieldErrors } from '../../common/errors/validation.pipe';
import { exactText } from '../../common/numbers/exact-number';
import type { NumberOrDigits } from '../../common/numbers/number-or-digits';
import { csvOpening } from '../../common/text/csv-opening';
import { DateOrder, readDate } from '../../common/text/read-date';
import { DecimalMark, NumberReader } from '../../common/text/read-number';
import { TextReader, UnreadableTextError } from '../../common/text/text-reader';
import { AssetInputDto, MOST_ASSETS } from '../dto/asset.dto';
import { Purchase } from '../portfolio';
import { unreadableCsv } from '../portfolio.errors';
import { todayAt } from '../../market/model/exchange-today';

export const MOST_BYTES = 256 * 1024;
const MOST_ERRORS = 100;
/** Others get their turn on the event loop in between. */
const ROWS_A_TURN = 100;
export const COLUMNS = ['symbol', 'quantity', 'purchase_price', 'purchase_date'] as const;

interface CsvRecord {
  info: { lines: number };
  record: string[];
}

/** How a file writes numbers and dates, where it does not show it itself. */
export interface CsvNotation {
  decimal?: DecimalMark;
  date?: DateOrder;
}

/**
 * Reads lots from CSV as it streams in: UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon, tab or bar (or what
 * `sep=` names), a header that names the four columns in any order. What may be read in two ways is refused.
 * @param now no purchase may be later than the day that it is at its exchange
 * @throws DomainError `portfolio.invalid_csv` with the errors of each line, `http.body_too_large`
 */
export async function readAssets(
  body: AsyncIterable<Uint8Array>,
  now: Date,
  notation: CsvNotation = {},
): Promise<Purchase[]> {
  const text = textOf(body);
  const { head, separator } = await csvOpening(text);
  const decimal = notation.decimal ?? (separator === ',' ? '.' : undefined);
  const rows = new AssetRows(new NumberReader(decimal), now, notation.date);
  try {
    const parser = parserFor(separator);
    void feed(parser, following(head, text));
    let taken = 0;
    for await (const { info, record } of parser as AsyncIterable<CsvRecord>) {
      rows.add(record, info.lines);
      if (++taken % ROWS_A_TURN === 0) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    rows.reject(Number(error.lines ?? 1), error.message);
  }
  return rows.all();
}

/** Collects rows; what is wrong with them is told in one go at the end, so that every line counts. */
class AssetRows {
  private readonly assets: Purchase[] = [];
  private readonly errors: FieldError[] = [];
  private header: string[] | undefined;
  /** more rows cannot help any more */
  private decided = false;

  constructor(
    private readonly numbers: NumberReader,
    private readonly now: Date,
    private readonly dates: DateOrder | undefined,
  ) {}

  reject(line: number, message: string): void {
    this.errors.push({ field: `line ${line}`, message });
    this.decided ||= this.errors.length >= MOST_ERRORS;
  }

  add(cells: string[], line: number): void {
    if (this.decided) return;
    if (!this.header) this.readHeader(cells, line);
    else if (cells.length !== this.header.length) {
      this.reject(line, `${this.header.length} fields are expected, not ${cells.length}`);
    } else if (this.assets.length === MOST_ASSETS) {
      this.reject(line, `a portfolio has at most ${MOST_ASSETS} assets`);
      this.decided = true;
    } else {
      this.assets.push(this.assetOf(new Map(this.header.map((name, i) => [name, cells[i]!])), line));
    }
  }

  all(): Purchase[] {
    if (!this.header && this.errors.length === 0)
      this.reject(1, `a header is expected: ${COLUMNS.join(',')}`);
    if (this.assets.length === 0 && this.errors.length === 0) this.reject(1, 'a row is expected');
    if (this.errors.length > 0) throw unreadableCsv(this.errors);
    return this.assets;
  }

  private readHeader(cells: string[], line: number): void {
    this.header = cells.map((cell) => cell.toLowerCase());
    if (this.header.toSorted().join() === COLUMNS.toSorted().join()) return;
    this.reject(line, `the header must name ${COLUMNS.join(', ')}, each once and nothing else`);
    this.decided = true;
  }

  private assetOf(cells: Map<string, string>, line: number): Purchase {
    const asset = plainToInstance(AssetInputDto, {
      symbol: cells.get('symbol'),
      quantity: this.numberOf('quantity', cells, line),
      purchase_price: this.numberOf('purchase_price', cells, line),
      purchase_date: this.dateOf(cells.get('purchase_date')!, line),
    });
    const problems = fieldErrors(validateSync(asset, { stopAtFirstError: true }));
    for (const { message } of problems) this.reject(line, message);
    if (problems.length === 0 && asset.purchase_date > todayAt(asset.symbol, this.now)) {
      this.reject(line, 'purchase_date must not be in the future');
    }
    return { ...asset };
  }

  /** Its digits, or the double next to digits that are more than a ledger has. */
  private numberOf(name: string, cells: Map<string, string>, line: number): NumberOrDigits {
    const cell = cells.get(name)!;
    const read = this.numbers.digits(cell);
    if (read !== 'ambiguous') return exactText(read) ?? Number(read);
    this.reject(line, `${name} ${cell} is ambiguous: declare ?decimal=, or ?decimal=.`);
    return 1;
  }

  private dateOf(cell: string, line: number): string {
    const read = readDate(cell, this.dates);
    if (read !== 'ambiguous') return read;
    this.reject(line, `purchase_date ${cell} is ambiguous: declare ?date=DMY or ?date=MDY`);
    return '1970-01-01';
  }
}

function parserFor(delimiter: string): Parser {
  return parse({
    delimiter,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_records_with_empty_values: true,
  });
}

/** Ends the parser with the text, or with its error. A pipeline would tell of an error only when the whole body has come. */
async function feed(parser: Parser, text: AsyncIterable<string>): Promise<void> {
  try {
    for await (const part of text) {
      if (parser.destroyed) return;
      if (!parser.write(part)) await once(parser, 'drain');
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

async function* textOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const reader = new TextReader();
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) throw bodyTooLarge();
      yield reader.push(chunk);
    }
    yield reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    throw unreadableCsv([{ field: 'body', message: error.message }]);
  }
}

async function* following(head: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield head;
  yield* rest;
}
