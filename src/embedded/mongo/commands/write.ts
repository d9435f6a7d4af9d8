import { asCommandError, CommandError } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import type { ExpressionVariables } from '../query/expression';
import { parseSort } from '../query/sort';
import type { Collection } from '../store/collection';
import { compileUpdate, isReplacement } from '../update/update';
import { upsertedDocument } from '../update/upsert';
import {
  collectionName,
  documentOption,
  documentsOption,
  type CommandAnswer,
  type Command,
  type Invocation,
} from './command';
import { checkCollation } from './general-options';
import { checkHint } from './read';

/** Inserts, updates and deletes, each a list of statements that fail one by one. */
export const WRITE_COMMANDS: Readonly<Record<string, Command>> = {
  insert: { options: ['documents', 'ordered', 'bypassDocumentValidation'], run: insert },
  update: { options: ['updates', 'ordered', 'bypassDocumentValidation', 'let'], run: update },
  delete: { options: ['deletes', 'ordered', 'let'], run: remove },
};

const UPDATE_FIELDS = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort']);
const DELETE_FIELDS = new Set(['q', 'limit', 'hint', 'collation']);

function insert({ body, database, context }: Invocation): CommandAnswer {
  const documents = documentsOption(body.documents, 'documents');
  const collection = context.databases.writing(database, collectionName(body));
  let n = 0;
  const writeErrors = eachStatement(documents, body.ordered, (document) => {
    const operator = Object.keys(document).find((field) => field.startsWith('$'));
    if (operator === '$set' || operator === '$where')
      throw new CommandError(52, `The field name '${operator}' is not valid for storage`);
    collection.insert(document);
    n += 1;
  });
  return { fields: { n, ...writeErrors } };
}

function update({ body, database, context }: Invocation): CommandAnswer {
  const statements = documentsOption(body.updates, 'updates');
  for (const statement of statements) checkStatement('update.updates', statement, UPDATE_FIELDS);
  const collection = context.databases.writing(database, collectionName(body));
  const totals = { n: 0, nModified: 0 };
  const upserted: BsonDocument[] = [];
  const writeErrors = eachStatement(statements, body.ordered, (statement, index) => {
    const result = updateOnce(collection, statement, documentOption(body.let, 'let'), context.now());
    totals.n += result.matched;
    totals.nModified += result.modified;
    if (result.upsertedId !== undefined) upserted.push({ index, _id: result.upsertedId });
  });
  return { fields: { ...totals, ...(upserted.length > 0 ? { upserted } : {}), ...writeErrors } };
}

function updateOnce(
  collection: Collection,
  statement: BsonDocument,
  variables: ExpressionVariables,
  now: Date,
): { matched: number; modified: number; upsertedId?: unknown } {
  const { u, multi, upsert, arrayFilters, hint, sort } = statement;
  const filter = documentOption(statement.q, 'q');
  if (multi === true && isReplacement(u))
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  checkHint(collection, hint);
  const apply = compileUpdate(u, { filter, arrayFilters, variables, now });
  const records = collection.find({
    filter,
    sort: parseSort(sort),
    limit: multi === true ? 0 : 1,
    variables,
  });
  if (records.length === 0 && upsert === true) {
    const inserted = collection.insert(upsertedDocument(filter, u, apply));
    return { matched: 1, modified: 0, upsertedId: inserted.document._id };
  }
  let modified = 0;
  for (const record of records) if (collection.replace(record, apply(record.document, false))) modified += 1;
  return { matched: records.length, modified };
}

function remove({ body, database, context }: Invocation): CommandAnswer {
  const statements = documentsOption(body.deletes, 'deletes');
  for (const statement of statements) checkStatement('delete.deletes', statement, DELETE_FIELDS);
  const collection = context.databases.reading(database, collectionName(body));
  let n = 0;
  const writeErrors = eachStatement(statements, body.ordered, (statement) => {
    const { limit, hint } = statement;
    if (limit !== 0 && limit !== 1)
      throw new CommandError(9, 'The limit field in delete objects must be 0 or 1.');
    checkHint(collection, hint);
    const found = collection.find({
      filter: documentOption(statement.q, 'q'),
      limit,
      variables: documentOption(body.let, 'let'),
    });
    for (const record of found) collection.remove(record);
    n += found.length;
  });
  return { fields: { n, ...writeErrors } };
}

/** Runs statements in order, up to the first failure if they are ordered; failures are listed by position. */
function eachStatement(
  statements: readonly BsonDocument[],
  ordered: unknown,
  run: (statement: BsonDocument, index: number) => void,
): { writeErrors?: BsonDocument[] } {
  const writeErrors: BsonDocument[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      writeErrors.push(asCommandError(error).toWriteError(index));
      if (ordered !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

function checkStatement(command: string, statement: BsonDocument, known: ReadonlySet<string>): void {
  const unknown = Object.keys(statement).find((field) => !known.has(field));
  if (unknown) throw new CommandError(40415, `BSON field '${command}.${unknown}' is an unknown field.`);
  if (!isDocument(statement.q))
    throw new CommandError(14, `BSON field '${command}.q' is missing or not an object`);
  checkCollation(statement.collation);
}
