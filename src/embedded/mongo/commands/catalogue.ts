import { Long } from 'bson';
import { CommandError } from '../command-error';
import { compileFilter } from '../query/matcher';
import { encode } from '../wire';
import { ID_INDEX } from '../store/index-definition';
import {
  collectionName,
  countOption,
  documentOption,
  documentsOption,
  type CommandAnswer,
  type Command,
  type Invocation,
} from './command';

/** Databases, collections and indexes as things to make, list and drop. */
export const CATALOGUE_COMMANDS: Readonly<Record<string, Command>> = {
  create: { options: ['autoIndexId'], run: create },
  drop: { options: [], run: drop },
  dropDatabase: { options: [], run: dropDatabase },
  listCollections: {
    options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
    run: listCollections,
  },
  listDatabases: { options: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  createIndexes: { options: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'], run: createIndexes },
  dropIndexes: { options: ['index'], run: dropIndexes },
  listIndexes: { options: ['cursor'], run: listIndexes },
};

function create({ body, database, context }: Invocation): CommandAnswer {
  const name = collectionName(body);
  if (context.databases.existing(database, name))
    throw new CommandError(48, `Collection ${database}.${name} already exists.`);
  context.databases.writing(database, name);
  return { fields: {} };
}

function drop({ body, database, context }: Invocation): CommandAnswer {
  const name = collectionName(body);
  const collection = context.databases.existing(database, name);
  // Dropping what is not there succeeds since MongoDB 7.0.
  if (!collection) return { fields: {} };
  context.databases.drop(database, name);
  context.cursors.dropNamespace(collection.namespace);
  return { fields: { nIndexesWas: collection.indexes.size, ns: collection.namespace } };
}

function dropDatabase({ database, context }: Invocation): CommandAnswer {
  for (const { namespace } of context.databases.collections(database).values())
    context.cursors.dropNamespace(namespace);
  return { fields: context.databases.dropDatabase(database) ? { dropped: database } : {} };
}

function listCollections({ body, database, context }: Invocation): CommandAnswer {
  const matches = compileFilter(documentOption(body.filter, 'filter'));
  const listed = [...context.databases.collections(database).keys()]
    .map((name) => ({
      name,
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { v: 2, ...ID_INDEX },
    }))
    .filter(matches)
    .map(({ name, type, ...rest }) =>
      encode(body.nameOnly === true ? { name, type } : { name, type, ...rest }),
    );
  return { batch: context.cursors.open(`${database}.$cmd.listCollections`, listed, batchSize(body.cursor)) };
}

function listDatabases({ body, context }: Invocation): CommandAnswer {
  const matches = compileFilter(documentOption(body.filter, 'filter'));
  const databases = context.databases
    .names()
    .map((name) => {
      const collections = [...context.databases.collections(name).values()];
      const sizeOnDisk = collections.reduce((bytes, collection) => bytes + collection.dataBytes, 0);
      return { name, sizeOnDisk, empty: collections.every((collection) => collection.size === 0) };
    })
    .filter(matches);
  if (body.nameOnly === true) return { fields: { databases: databases.map(({ name }) => ({ name })) } };
  return {
    fields: {
      databases,
      totalSize: Long.fromNumber(databases.reduce((bytes, { sizeOnDisk }) => bytes + sizeOnDisk, 0)),
    },
  };
}

function createIndexes({ body, database, context }: Invocation): CommandAnswer {
  const name = collectionName(body);
  const requested = documentsOption(body.indexes, 'indexes');
  const createdCollectionAutomatically = !context.databases.existing(database, name);
  const collection = context.databases.writing(database, name);
  const numIndexesBefore = collection.indexes.size;
  for (const index of requested) collection.createIndex(index);
  const numIndexesAfter = collection.indexes.size;
  const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {};
  return { fields: { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note } };
}

function dropIndexes({ body, database, context }: Invocation): CommandAnswer {
  const collection = existing({ body, database, context });
  const nIndexesWas = collection.indexes.size;
  const names = [...collection.indexes.keys()];
  for (const wanted of Array.isArray(body.index) ? (body.index as unknown[]) : [body.index]) {
    if (wanted === '*') {
      for (const name of names) if (name !== '_id_') collection.indexes.delete(name);
      continue;
    }
    const name = names.find((candidate) => {
      const { specification } = collection.indexes.get(candidate)!.definition;
      return candidate === wanted || JSON.stringify(specification.key) === JSON.stringify(wanted);
    });
    if (name === undefined)
      throw new CommandError(
        27,
        `index not found with name [${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}]`,
      );
    if (name === '_id_') throw new CommandError(72, 'cannot drop _id index');
    collection.indexes.delete(name);
  }
  return { fields: { nIndexesWas } };
}

function listIndexes({ body, database, context }: Invocation): CommandAnswer {
  const collection = existing({ body, database, context });
  const listed = [...collection.indexes.values()].map(({ definition }) => encode(definition.specification));
  return { batch: context.cursors.open(collection.namespace, listed, batchSize(body.cursor)) };
}

function existing({
  body,
  database,
  context,
}: Invocation): NonNullable<ReturnType<typeof context.databases.existing>> {
  const name = collectionName(body);
  const collection = context.databases.existing(database, name);
  if (!collection) throw new CommandError(26, `ns does not exist: ${database}.${name}`);
  return collection;
}

function batchSize(cursor: unknown): number | undefined {
  return countOption(documentOption(cursor, 'cursor').batchSize, 'batchSize');
}
