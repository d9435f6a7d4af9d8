import { Long } from 'bson';
import { CommandError } from '../command-error';
import type { BsonDocument } from '../document';
import { equalValues } from '../bson-order';
import { parsePath, valuesAt } from '../query/path';
import { compileProjection } from '../query/projection';
import { parseSort } from '../query/sort';
import type { Collection, ReadStatistics } from '../store/collection';
import { encode } from '../wire';
import {
  collectionName,
  countOption,
  cursorId,
  documentOption,
  type CommandAnswer,
  type Command,
  type Invocation,
} from './command';

const FIND_OPTIONS = [
  'filter',
  'sort',
  'projection',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'hint',
  'let',
  'noCursorTimeout',
  'allowDiskUse',
] as const;

/** Reads and their cursors. */
export const READ_COMMANDS: Readonly<Record<string, Command>> = {
  find: { options: FIND_OPTIONS, run: find },
  getMore: { options: ['collection', 'batchSize'], run: getMore },
  killCursors: { options: ['cursors'], run: killCursors },
  count: { options: ['query', 'limit', 'skip', 'hint', 'fields'], run: count },
  distinct: { options: ['key', 'query', 'hint'], run: distinct },
};

/** Runs the body of a `find` and gives its records; `explain` uses it for what it cost. */
export function findRecords(
  collection: Collection,
  body: BsonDocument,
  statistics?: ReadStatistics,
): ReturnType<Collection['find']> {
  checkHint(collection, body.hint);
  const query = {
    filter: documentOption(body.filter ?? body.query, 'filter'),
    sort: parseSort(body.sort),
    skip: countOption(body.skip, 'skip'),
    limit: typeof body.limit === 'number' ? Math.abs(body.limit) : undefined,
    variables: documentOption(body.let, 'let'),
  };
  return collection.find(query, statistics);
}

function find({ body, database, context }: Invocation): CommandAnswer {
  const collection = context.databases.reading(database, collectionName(body));
  const projection = compileProjection(body.projection);
  const records = findRecords(collection, body);
  const documents = records.map((record) =>
    projection ? encode(projection(record.document)) : record.encoded,
  );
  const singleBatch = body.singleBatch === true || (typeof body.limit === 'number' && body.limit < 0);
  return {
    batch: context.cursors.open(
      collection.namespace,
      documents,
      countOption(body.batchSize, 'batchSize'),
      singleBatch,
    ),
  };
}

function getMore({ body, database, context }: Invocation): CommandAnswer {
  const namespace = `${database}.${String(body.collection)}`;
  return {
    batch: context.cursors.next(cursorId(body.getMore), namespace, countOption(body.batchSize, 'batchSize')),
  };
}

function killCursors({ body, context }: Invocation): CommandAnswer {
  const ids = Array.isArray(body.cursors) ? body.cursors.map(cursorId) : [];
  const cursorsKilled: Long[] = [];
  const cursorsNotFound: Long[] = [];
  for (const id of ids) (context.cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(id);
  return { fields: { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] } };
}

function count({ body, database, context }: Invocation): CommandAnswer {
  const collection = context.databases.reading(database, collectionName(body));
  return { fields: { n: findRecords(collection, body).length } };
}

function distinct({ body, database, context }: Invocation): CommandAnswer {
  if (typeof body.key !== 'string')
    throw new CommandError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const collection = context.databases.reading(database, collectionName(body));
  const path = parsePath(body.key);
  const values: unknown[] = [];
  const strings = new Set<string>();
  for (const { document } of findRecords(collection, body)) {
    for (const value of valuesAt(document, path)) {
      if (typeof value === 'string') strings.add(value);
      else if (value !== undefined && !values.some((known) => equalValues(known, value))) values.push(value);
    }
  }
  return { fields: { values: [...values, ...strings] } };
}

/** A hint must name an index there is. Which index is used follows from the filter all the same. */
export function checkHint(collection: Collection, hint: unknown): void {
  if (hint == null) return;
  const wanted = JSON.stringify(hint);
  for (const { name, specification } of [...collection.indexes.values()].map((index) => index.definition)) {
    if (hint === name || wanted === JSON.stringify(specification.key)) return;
  }
  if (wanted === '{"$natural":1}') return;
  throw new CommandError(2, 'error processing query: hint provided does not correspond to an existing index');
}
