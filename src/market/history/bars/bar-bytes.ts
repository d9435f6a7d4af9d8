import { BarColumns } from '../../../analytics/bars/bar-aggregation';
import { DAY_MS } from '../../../common/calendar/day-length';

/** BSON's types; see bsonspec.org. */
const [DOUBLE, TEXT, DOCUMENT, ARRAY, MOMENT, NULL, INT32, INT64] = [
  0x01, 0x02, 0x03, 0x04, 0x09, 0x0a, 0x10, 0x12,
];

/** Columns by the first letter of the stored field, which tells them apart and is all that is looked at. */
const COLUMNS: Readonly<Record<string, keyof BarColumns>> = {
  t: 'days',
  o: 'open',
  h: 'high',
  l: 'low',
  c: 'close',
  v: 'volume',
};
const COLUMN_OF = Array.from({ length: 128 }, (_, letter) => COLUMNS[String.fromCharCode(letter)]);

/** The fields of a bar, and no others. */
export const BAR_FIELDS = { _id: 0, timestamp: 1, open: 1, high: 1, low: 1, close: 1, volume: 1 } as const;

/** The bars of one answer to `find`, still as the bytes that came. */
export interface BarBatch {
  readonly bytes: Buffer;
  /** where each document begins */
  readonly starts: readonly number[];
}

/**
 * Finds the documents in the raw `cursor` of an answer to `find`. Ten years of twenty symbols are fifty thousand documents: an
 * object for each, or even a view, holds up the event loop and then the garbage collector does.
 */
export function barBatch(cursor: Buffer): BarBatch {
  const starts: number[] = [];
  walk(cursor, 0, (type, name, at) => {
    if (type !== ARRAY || cursor[name] !== 'f'.charCodeAt(0)) return;
    walk(cursor, at, (_type, _name, start) => starts.push(start));
  });
  return { bytes: cursor, starts };
}

/** The day of the last bar; undefined without one. */
export function lastDayOf({ bytes, starts }: BarBatch): number | undefined {
  return starts.length === 0 ? undefined : columnsOf([{ bytes, starts: starts.slice(-1) }]).days[0];
}

/**
 * Columns of bars that were read with `BAR_FIELDS`, ascending. They are in shared memory, so that threads read them without a copy.
 * @throws Error for a value of a type that no bar has
 */
export function columnsOf(batches: readonly BarBatch[]): BarColumns {
  const length = batches.reduce((sum, { starts }) => sum + starts.length, 0);
  const columns: BarColumns = {
    days: new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT)),
    open: sharedColumn(length),
    high: sharedColumn(length),
    low: sharedColumn(length),
    close: sharedColumn(length),
    volume: sharedColumn(length),
  };
  let row = 0;
  for (const { bytes, starts } of batches) {
    for (const start of starts) {
      walk(bytes, start, (type, name, at) => {
        const column = COLUMN_OF[bytes[name]!];
        if (column) columns[column][row] = numberAt(bytes, at, type);
      });
      row++;
    }
  }
  return columns;
}

function sharedColumn(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** Shows each element of the document at `start`: its type, where its name is and where its value. */
function walk(bytes: Buffer, start: number, visit: (type: number, name: number, at: number) => void): void {
  // After its length a document is type, name, zero, value, and so on to a last zero.
  const end = start + bytes.readInt32LE(start) - 1;
  for (let element = start + 4; element < end;) {
    const type = bytes[element]!;
    let at = element + 1;
    while (bytes[at] !== 0) at++;
    at++;
    visit(type, element + 1, at);
    element = at + sizeAt(bytes, at, type);
  }
}

function sizeAt(bytes: Buffer, at: number, type: number): number {
  switch (type) {
    case NULL:
      return 0;
    case INT32:
      return 4;
    case DOUBLE:
    case MOMENT:
    case INT64:
      return 8;
    case DOCUMENT:
    case ARRAY:
      return bytes.readInt32LE(at);
    case TEXT:
      return 4 + bytes.readInt32LE(at);
    default:
      throw new Error(`no bar has a value of BSON type ${type}`);
  }
}

function numberAt(bytes: Buffer, at: number, type: number): number {
  switch (type) {
    case DOUBLE:
      return bytes.readDoubleLE(at);
    case INT32:
      return bytes.readInt32LE(at);
    case INT64:
      return Number(bytes.readBigInt64LE(at));
    case MOMENT:
      return Number(bytes.readBigInt64LE(at)) / DAY_MS;
    case NULL:
      return Number.NaN;
    default:
      throw new Error(`no bar has a number of BSON type ${type}`);
  }
}
