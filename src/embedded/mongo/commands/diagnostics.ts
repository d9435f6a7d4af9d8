import { notSupported } from '../command-error';
import { isDocument } from '../document';
import { parsePipeline } from '../aggregate/pipeline';
import type { ReadStatistics } from '../store/collection';
import { readSource } from './aggregate';
import { collectionName, documentOption, type CommandAnswer, type Command, type Invocation } from './command';
import { findRecords } from './read';

/** Sizes, and how a query is read. */
export const DIAGNOSTIC_COMMANDS: Readonly<Record<string, Command>> = {
  collStats: { options: ['scale'], run: collStats },
  dbStats: { options: ['scale'], run: dbStats },
  explain: { options: ['verbosity'], run: explain },
};

function collStats({ body, database, context }: Invocation): CommandAnswer {
  const { namespace, size, dataBytes, indexes } = context.databases.reading(database, collectionName(body));
  return {
    fields: {
      ns: namespace,
      count: size,
      size: dataBytes,
      storageSize: dataBytes,
      avgObjSize: size === 0 ? 0 : dataBytes / size,
      nindexes: indexes.size,
    },
  };
}

function dbStats({ database, context }: Invocation): CommandAnswer {
  const collections = [...context.databases.collections(database).values()];
  const sum = (count: (collection: (typeof collections)[number]) => number): number =>
    collections.reduce((total, one) => total + count(one), 0);
  const dataSize = sum(({ dataBytes }) => dataBytes);
  return {
    fields: {
      db: database,
      collections: collections.length,
      objects: sum(({ size }) => size),
      dataSize,
      storageSize: dataSize,
      indexes: sum(({ indexes }) => indexes.size),
    },
  };
}

/** Runs a read and says which index it used and how many documents it looked at. */
function explain({ body, database, context }: Invocation): CommandAnswer {
  const explained = body.explain;
  if (!isDocument(explained)) throw notSupported('this explain');
  const [name] = Object.keys(explained);
  const collection = context.databases.reading(database, collectionName(explained));
  const statistics: ReadStatistics = { examined: 0 };
  let nReturned: number;
  if (name === 'find' || name === 'count' || name === 'distinct')
    nReturned = findRecords(collection, explained, statistics).length;
  else if (name === 'aggregate') {
    nReturned = readSource(
      collection,
      parsePipeline(explained.pipeline),
      documentOption(explained.let, 'let'),
      statistics,
    ).documents.length;
  } else throw notSupported(`explain of ${name}`);
  const indexName = statistics.plan?.index.definition.name;
  const keyPattern = statistics.plan?.index.definition.specification.key;
  const winningPlan =
    indexName === undefined
      ? { stage: 'COLLSCAN' }
      : { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName, keyPattern } };
  return {
    fields: {
      queryPlanner: { namespace: collection.namespace, winningPlan, rejectedPlans: [] },
      executionStats: {
        executionSuccess: true,
        nReturned,
        totalKeysExamined: indexName === undefined ? 0 : statistics.examined,
        totalDocsExamined: statistics.examined,
      },
    },
  };
}
