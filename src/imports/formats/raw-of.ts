import { cut } from '../../common/text/cut';

const MOST_RAW_CELLS = 60;
const LONGEST_RAW_CELL = 300;

/** A row as it stands in the file, for the owner to see; long cells are cut. */
export function rawOf(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const raw: Record<string, string> = {};
  for (const [at, cell] of cells.slice(0, MOST_RAW_CELLS).entries()) {
    if (cell === '') continue;
    const name = header[at]?.trim();
    const key = name && !(name in raw) ? cut(name, 100) : `column ${at + 1}`;
    raw[key.replace(/^__proto__$/, 'column')] = cut(cell, LONGEST_RAW_CELL);
  }
  return raw;
}
