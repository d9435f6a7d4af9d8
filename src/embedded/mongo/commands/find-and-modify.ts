import { CommandError } from '../command-error';
import type { BsonDocument } from '../document';
import { compileProjection } from '../query/projection';
import { parseSort } from '../query/sort';
import { compileUpdate } from '../update/update';
import { upsertedDocument } from '../update/upsert';
import { collectionName, documentOption, type CommandAnswer, type Command, type Invocation } from './command';
import { checkHint } from './read';

const OPTIONS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'arrayFilters',
  'hint',
  'let',
  'bypassDocumentValidation',
];
const COMMAND: Command = { options: OPTIONS, run: findAndModify };

/** The command of the `findOneAnd…` family. */
export const FIND_AND_MODIFY_COMMANDS: Readonly<Record<string, Command>> = {
  findAndModify: COMMAND,
  findandmodify: COMMAND,
};

function findAndModify({ body, database, context }: Invocation): CommandAnswer {
  if ((body.remove === true) === (body.update !== undefined)) {
    throw new CommandError(9, 'Either an update or remove=true must be specified');
  }
  const name = collectionName(body);
  const collection =
    body.remove === true
      ? context.databases.reading(database, name)
      : context.databases.writing(database, name);
  checkHint(collection, body.hint);
  const project = compileProjection(body.fields) ?? ((document: BsonDocument) => document);
  const filter = documentOption(body.query, 'query');
  const variables = documentOption(body.let, 'let');
  const [record] = collection.find({ filter, sort: parseSort(body.sort), limit: 1, variables });

  if (body.remove === true) {
    if (record) collection.remove(record);
    return {
      fields: { lastErrorObject: { n: record ? 1 : 0 }, value: record ? project(record.document) : null },
    };
  }
  const apply = compileUpdate(body.update, {
    filter,
    arrayFilters: body.arrayFilters,
    variables,
    now: context.now(),
  });
  if (record) {
    const before = record.document;
    collection.replace(record, apply(before, false));
    const value = project(body.new === true ? record.document : before);
    return { fields: { lastErrorObject: { n: 1, updatedExisting: true }, value } };
  }
  if (body.upsert !== true)
    return { fields: { lastErrorObject: { n: 0, updatedExisting: false }, value: null } };
  const inserted = collection.insert(upsertedDocument(filter, body.update, apply));
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: inserted.document._id };
  return { fields: { lastErrorObject, value: body.new === true ? project(inserted.document) : null } };
}
