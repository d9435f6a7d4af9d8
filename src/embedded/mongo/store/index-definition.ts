import { CommandError, notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { compileFilter, type Matcher } from '../query/matcher';
import { parseSort, type SortField } from '../query/sort';

/** What `createIndexes` says about one index, checked and read. */
export interface IndexDefinition {
  readonly name: string;
  readonly fields: readonly SortField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  /** Documents older than this by the indexed date are removed. */
  readonly expireAfterSeconds?: number;
  readonly partialFilter?: BsonDocument;
  readonly covers: Matcher;
  /** The definition as `listIndexes` gives it back. */
  readonly specification: BsonDocument;
}

const KNOWN_OPTIONS = new Set([
  'key',
  'name',
  'v',
  'unique',
  'sparse',
  'background',
  'expireAfterSeconds',
  'partialFilterExpression',
]);

/** The index every collection has. */
export const ID_INDEX: BsonDocument = { key: { _id: 1 }, name: '_id_' };

/** Reads one element of `createIndexes.indexes`; kinds of index and options that are not kept here are refused. */
export function parseIndexDefinition(requested: BsonDocument): IndexDefinition {
  for (const [option, value] of Object.entries(requested)) {
    if (!KNOWN_OPTIONS.has(option))
      throw notSupported(`the index option '${option}' (${JSON.stringify(value)})`);
  }
  const { key, name, expireAfterSeconds, partialFilterExpression } = requested;
  if (!isDocument(key) || Object.keys(key).length === 0)
    throw new CommandError(67, 'Index keys cannot be empty.');
  if (typeof name !== 'string' || name === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  for (const [field, kind] of Object.entries(key)) {
    if (kind !== 1 && kind !== -1) throw notSupported(`an index of { ${field}: ${JSON.stringify(kind)} }`);
    if (field.includes('$')) throw notSupported(`an index of '${field}'`);
  }
  if (partialFilterExpression !== undefined && !isDocument(partialFilterExpression)) {
    throw new CommandError(14, "The field 'partialFilterExpression' must be an object");
  }
  if (
    expireAfterSeconds !== undefined &&
    (typeof expireAfterSeconds !== 'number' || expireAfterSeconds < 0 || Object.keys(key).length > 1)
  ) {
    throw new CommandError(
      67,
      'TTL indexes are single-field indexes with an expireAfterSeconds of at least 0',
    );
  }
  return {
    name,
    fields: parseSort(key),
    unique: name === '_id_' || Boolean(requested.unique),
    sparse: Boolean(requested.sparse),
    expireAfterSeconds,
    partialFilter: partialFilterExpression,
    covers: compileFilter(partialFilterExpression ?? {}),
    specification: {
      v: 2,
      key,
      name,
      ...(requested.unique ? { unique: true } : {}),
      ...(requested.sparse ? { sparse: true } : {}),
      ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
      ...(partialFilterExpression === undefined ? {} : { partialFilterExpression }),
    },
  };
}
