import { equalValues, NOTHING } from '../bson-order';
import { CommandError } from '../command-error';
import { fieldOf, type BsonDocument } from '../document';
import { reachesAny, valuesAt } from '../query/path';
import type { SortField } from '../query/sort';
import type { IndexDefinition } from './index-definition';

/** The keys of a document: one, or one for every distinct element where a field is an array. */
export function indexKeys(
  document: BsonDocument,
  { fields, sparse }: IndexDefinition,
): (readonly unknown[])[] {
  const simple = simpleKey(document, fields);
  if (simple)
    return sparse && simple.every((value) => value === undefined)
      ? []
      : [simple.map((value) => value ?? null)];
  if (sparse && !fields.some(({ path }) => reachesAny(document, path, (value) => value !== undefined)))
    return [];
  const values = fields.map(({ path }) => distinct(valuesAt(document, path, NOTHING)));
  const arrays = values.flatMap((found, at) => (found.length > 1 ? [at] : []));
  if (new Set(arrays.map((at) => fields[at]!.path[0])).size > 1) {
    throw new CommandError(
      171,
      `cannot index parallel arrays ${arrays.map((at) => `[${fields[at]!.field}]`).join(' ')}`,
    );
  }
  return values.reduce<unknown[][]>(
    (keys, found) =>
      keys.flatMap((key) =>
        found.length === 0 ? [[...key, null]] : found.map((value) => [...key, value ?? null]),
      ),
    [[]],
  );
}

/** The one key of a document whose indexed fields are top-level and not arrays, which is nearly every document. */
function simpleKey(document: BsonDocument, fields: readonly SortField[]): unknown[] | undefined {
  const key: unknown[] = [];
  for (const { field, path } of fields) {
    if (path.length > 1) return undefined;
    const value = fieldOf(document, field);
    if (Array.isArray(value)) return undefined;
    key.push(value);
  }
  return key;
}

function distinct(values: readonly unknown[]): unknown[] {
  if (values.every((value) => typeof value === 'string')) return [...new Set(values)];
  const kept: unknown[] = [];
  for (const value of values) if (!kept.some((other) => equalValues(other, value))) kept.push(value);
  return kept;
}
