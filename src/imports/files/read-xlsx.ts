import { unzipSync, UnzipFileInfo, zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { MOST_CELLS, MOST_ROWS, Sheet, Source, UnreadableFileError } from './source';

const MOST_INFLATED_BYTES = 100 * 1024 * 1024;
const MOST_RATIO = 200;
const MOST_PARTS = 500;

/**
 * Reads every sheet of an XLSX workbook. What it would inflate to is bounded before anything of it is inflated; the
 * reader then sees a copy that is not compressed.
 * @throws UnreadableFileError
 */
export async function readXlsx(bytes: Uint8Array): Promise<Source> {
  const parts = inflated(bytes);
  if (!Object.keys(parts).some((name) => /^xl\/workbook\.xml$/i.test(name))) {
    throw new UnreadableFileError('The archive is no XLSX workbook.');
  }
  for (const [name, part] of Object.entries(parts)) {
    if (/\.(xml|rels)$/i.test(name) && Buffer.from(part).includes('<!DOCTYPE')) {
      throw new UnreadableFileError('XML with a document type is not read.');
    }
  }
  try {
    const sheets = await readWorkbook(Buffer.from(zipSync(parts, { level: 0 })), {
      parseNumber: (text: string) => text,
    });
    return { kind: 'tables', sheets: sheets.map(sheetOf) };
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError('The workbook cannot be read.');
  }
}

function inflated(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  let parts = 0;
  const filter = ({ size, originalSize, name }: UnzipFileInfo) => {
    total += originalSize;
    if (
      ++parts > MOST_PARTS ||
      total > MOST_INFLATED_BYTES ||
      originalSize > MOST_RATIO * Math.max(size, 1_000)
    ) {
      throw new UnreadableFileError('The workbook inflates to more than is read.');
    }
    return /\.(xml|rels)$/i.test(name);
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError('The archive is damaged.');
  }
}

function sheetOf({ sheet, data }: { sheet: string; data: readonly (readonly unknown[])[] }): Sheet {
  if (data.length > MOST_ROWS + 1_000) {
    throw new UnreadableFileError(`The file has more than ${MOST_ROWS} lines.`);
  }
  const rows = data.map((cells, at) => ({ line: at + 1, cells: cells.slice(0, MOST_CELLS).map(cellText) }));
  return { name: sheet, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
