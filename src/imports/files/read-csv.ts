import { CsvError, parse } from 'csv-parse/sync';
import { MOST_CELLS, MOST_ROWS, Source, SourceRow, UnreadableFileError } from './source';

/** Rows beside those of a table: what stands before and after it. */
const MOST_OTHER_ROWS = 5_000;
/** Empty ones among them: each costs time, though it is no row. Cells may have lines of their own. */
const MOST_LINES = 4 * MOST_ROWS;
const SEPARATORS = [';', '\t', '|', ','];
const LINES_THAT_TELL = 50;

interface ReadRecord {
  info: { lines: number };
  record: string[];
}

/**
 * Reads delimited text, whatever its separator; rows may differ in length, as where several tables share a file.
 * @throws UnreadableFileError
 */
export function readCsv(text: string): Source {
  refuseTooManyLines(text);
  const named = /^\s*sep=(.)\r?\n/i.exec(text);
  // The line stays, emptied, so that lines count as an editor counts.
  const body = named ? text.replace(/^(\s*)sep=.(\r?\n)/i, '$1$2') : text;
  const rows = recordsOf(body, named?.[1] ?? separatorOf(body)).map(({ info, record }): SourceRow => ({
    line: info.lines,
    cells: record.slice(0, MOST_CELLS),
  }));
  if (rows.length > MOST_ROWS + MOST_OTHER_ROWS) {
    throw new UnreadableFileError(`The file has more than ${MOST_ROWS} lines.`);
  }
  return { kind: 'tables', sheets: [{ name: '', rows }] };
}

function refuseTooManyLines(text: string): void {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (++lines > MOST_LINES) throw new UnreadableFileError(`The file has more than ${MOST_LINES} lines.`);
  }
}

function recordsOf(text: string, delimiter: string): ReadRecord[] {
  const options = {
    delimiter,
    info: true,
    trim: true,
    relax_column_count: true,
    // Also what the one below it leaves out, a hundred times as fast.
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 100_000,
    to: MOST_ROWS + MOST_OTHER_ROWS + 1,
  } as const;
  try {
    return parse(text, options) as unknown as ReadRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // A quotation mark within a cell is what many brokers write; then marks are taken as they stand.
    try {
      return parse(text, { ...options, quote: null }) as unknown as ReadRecord[];
    } catch {
      throw new UnreadableFileError(`The file is no CSV: ${error.message}`);
    }
  }
}

/** The separator that cuts most of the first lines into most cells of one number. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .split(/\r?\n/, LINES_THAT_TELL)
    .filter((line) => line.trim() !== '');
  let best = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1);
    const most = Math.max(0, ...counts);
    const score = counts.filter((count) => count > 0 && count >= most / 2).length * Math.min(most, 5);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}
