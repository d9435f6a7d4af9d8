import { compareValues, NOTHING } from '../bson-order';
import { CommandError, notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { parsePath, valuesAt, type Path } from './path';

/** One field of a sort and its direction. */
export interface SortField {
  readonly field: string;
  readonly path: Path;
  readonly direction: 1 | -1;
}

/** Reads `{ symbol: 1, timestamp: -1 }`; an absent or empty sort is natural order. */
export function parseSort(sort: unknown): SortField[] {
  if (sort == null) return [];
  if (!isDocument(sort)) throw new CommandError(14, 'Expected field sort to be of type object');
  return Object.entries(sort).map(([field, direction]) => {
    if (isDocument(direction) || field === '$natural')
      throw notSupported(`sort by { ${field}: ${JSON.stringify(direction)} }`);
    if (direction !== 1 && direction !== -1) {
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    return { field, path: parsePath(field), direction };
  });
}

/** Sorts by BSON order, keeping the given order of equals. An array sorts by its least element, or its greatest when descending. */
export function sortBy<T>(
  items: readonly T[],
  fields: readonly SortField[],
  documentOf: (item: T) => BsonDocument,
): T[] {
  const keyed = items.map((item) => ({ item, key: fields.map((field) => sortKey(documentOf(item), field)) }));
  keyed.sort((a, b) => {
    for (let at = 0; at < fields.length; at++) {
      const order = compareValues(a.key[at], b.key[at]);
      if (order !== 0) return order * fields[at]!.direction;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}

function sortKey(document: BsonDocument, { path, direction, field }: SortField): unknown {
  if (path.length === 1) {
    const value = Object.prototype.hasOwnProperty.call(document, field) ? document[field] : null;
    if (!Array.isArray(value)) return value;
  }
  const values = valuesAt(document, path, NOTHING);
  if (values.length === 0) return null;
  return values.reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best));
}
