import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Zip, ZipDeflate } from 'fflate';
import { escapeFormula } from '../../common/text/formula-escape';
import type { PersonalData, PersonalTable } from '../../platform/personal-data/personal-data';

/** A file of an archive, in parts. */
export interface ArchiveFile {
  readonly path: string;
  readonly parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** All files of an account: each table as JSON and as CSV, and what the rooms have as files. */
export async function* archiveFiles(
  rooms: readonly PersonalData[],
  userId: string,
): AsyncGenerator<ArchiveFile> {
  for (const room of rooms) {
    for (const table of room.tables?.(userId) ?? [])
      yield { path: `${table.name}.json`, parts: jsonOf(table) };
    // Rows can be read once.
    for (const table of room.tables?.(userId) ?? []) yield { path: `${table.name}.csv`, parts: csvOf(table) };
    for await (const { path, bytes } of room.files?.(userId) ?? []) yield { path, parts: [bytes] };
  }
}

/** A ZIP, made as its files are read. */
export async function* zipped(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    failure ??= error;
    ready.push(bytes);
  });
  const taken = (): Uint8Array[] => {
    if (failure) throw failure;
    return ready.splice(0);
  };
  for await (const { path, parts } of files) {
    const file = new ZipDeflate(path);
    zip.add(file);
    for await (const part of parts) {
      file.push(part);
      yield* taken();
      // Others get their turn.
      await setImmediate();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

async function* jsonOf({ rows }: PersonalTable): AsyncGenerator<Uint8Array> {
  let before = '[';
  for await (const row of rows) {
    yield Buffer.from(`${before}\n${JSON.stringify(row)}`);
    before = ',';
  }
  yield Buffer.from(before === '[' ? '[]\n' : '\n]\n');
}

function csvOf({ columns, rows }: PersonalTable): AsyncIterable<Uint8Array> {
  const options = { header: true, columns: [...columns], record_delimiter: 'windows' as const };
  return Readable.from(cellsOf(columns, rows)).pipe(stringify(options));
}

async function* cellsOf(columns: readonly string[], rows: PersonalTable['rows']): AsyncGenerator<object> {
  for await (const row of rows) {
    const values = row as Record<string, unknown>;
    yield Object.fromEntries(columns.map((name) => [name, cellOf(values[name])]));
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return escapeFormula(typeof value === 'string' ? value : JSON.stringify(value));
}
