import { parse } from 'csv-parse/sync';

export interface BadLine {
  /** as an editor counts, the header being line 1 */
  line: number;
  message: string;
}

/** The cells of a line by the names of the header, in small letters. */
export interface CsvLine {
  readonly line: number;
  /** undefined where the line has not as many cells as the header */
  readonly cells: Readonly<Record<string, string>> | undefined;
  readonly message: string;
}

/** Which columns a file must and may have. */
export interface CsvColumns {
  readonly required: readonly string[];
  readonly tolerated: readonly string[];
}

interface Row {
  record: string[];
  info: { lines: number };
}

/** Reads CSV with a header in any order. @returns the lines, or what is wrong with the file as a whole */
export function csvLines(
  csv: string,
  columns: CsvColumns,
): { lines: CsvLine[]; bad: null } | { lines: null; bad: BadLine } {
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
    return { lines: null, bad: { line: lineOf(error), message: messageOf(error) } };
  }
  const header = rows[0]?.record.map((name) => name.toLowerCase()) ?? [];
  const problem = headerProblem(header, columns);
  if (problem) return { lines: null, bad: { line: 1, message: problem } };
  const lines = rows.slice(1).map(({ record, info }) => ({
    line: info.lines,
    cells:
      record.length === header.length
        ? Object.fromEntries(header.map((name, i) => [name, record[i] ?? '']))
        : undefined,
    message: `${record.length} columns instead of ${header.length}`,
  }));
  return { lines, bad: null };
}

function headerProblem(header: string[], { required, tolerated }: CsvColumns): string | undefined {
  const missing = required.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !required.includes(name) && !tolerated.includes(name));
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
