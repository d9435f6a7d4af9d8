import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CsvError, parse, Parser } from 'csv-parse';
import { DomainError, FieldError } from '../../common/errors/domain-error';
import { fieldErrors } from '../../common/errors/validation.pipe';
import { AssetDto, MOST_ASSETS } from '../dto/portfolio.dto';
import { Asset } from '../portfolio';

export const MOST_BYTES = 256 * 1024;
const MOST_ERRORS = 100;
/** Others get their turn on the event loop in between. */
const ROWS_A_TURN = 100;
export const COLUMNS = ['symbol', 'quantity', 'purchase_price', 'purchase_date'] as const;
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

interface CsvRecord {
  info: { lines: number };
  record: string[];
}

const notReadable = (errors: FieldError[]) =>
  new DomainError('invalid', 'portfolio.invalid_csv', 'Nothing was imported: some lines are not valid.', {
    errors,
  });

/**
 * Reads lots from CSV as it streams in: UTF-8 with or without a byte order mark, separated by comma or semicolon (then with
 * decimal commas too), a header that names the four columns in any order.
 * @param today no purchase may be later
 * @throws DomainError `portfolio.invalid_csv` with the errors of each line, `http.body_too_large`
 */
export async function readAssets(body: AsyncIterable<Uint8Array>, today: string): Promise<Asset[]> {
  const text = textOf(body);
  const head = await firstLine(text);
  const separator = head.split('\n', 1)[0]!.includes(';') ? ';' : ',';
  const rows = new AssetRows(separator, today);
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
  private readonly assets: Asset[] = [];
  private readonly errors: FieldError[] = [];
  private header: string[] | undefined;
  /** more rows cannot help any more */
  private decided = false;

  constructor(
    private readonly separator: string,
    private readonly today: string,
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

  all(): Asset[] {
    if (!this.header && this.errors.length === 0)
      this.reject(1, `a header is expected: ${COLUMNS.join(',')}`);
    if (this.errors.length > 0) throw notReadable(this.errors);
    return this.assets;
  }

  private readHeader(cells: string[], line: number): void {
    this.header = cells.map((cell) => cell.toLowerCase());
    if (this.header.toSorted().join() === COLUMNS.toSorted().join()) return;
    this.reject(line, `the header must name ${COLUMNS.join(', ')}, each once and nothing else`);
    this.decided = true;
  }

  private assetOf(cells: Map<string, string>, line: number): Asset {
    const asset = plainToInstance(AssetDto, {
      symbol: cells.get('symbol'),
      quantity: this.numberOf(cells.get('quantity')!),
      purchase_price: this.numberOf(cells.get('purchase_price')!),
      purchase_date: cells.get('purchase_date'),
    });
    const problems = fieldErrors(validateSync(asset, { stopAtFirstError: true }));
    for (const { message } of problems) this.reject(line, message);
    if (problems.length === 0 && asset.purchase_date > this.today) {
      this.reject(line, 'purchase_date must not be in the future');
    }
    return { ...asset };
  }

  private numberOf(cell: string): number {
    const text = this.separator === ';' ? cell.replace(',', '.') : cell;
    return NUMBER.test(text) ? Number(text) : Number.NaN;
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
  // Refuses what is not UTF-8 and swallows a byte order mark.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) throw bodyTooLarge();
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw notReadable([{ field: 'body', message: 'the file must be UTF-8 text' }]);
  }
}

export const bodyTooLarge = () =>
  new DomainError('too_large', 'http.body_too_large', 'The body is larger than this route accepts.');

/** What has come in by the end of the first line, or all of it. */
async function firstLine(text: AsyncGenerator<string, void>): Promise<string> {
  let head = '';
  while (!head.includes('\n')) {
    const { value, done } = await text.next();
    if (done) break;
    head += value;
  }
  return head;
}

async function* following(head: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield head;
  yield* rest;
}
