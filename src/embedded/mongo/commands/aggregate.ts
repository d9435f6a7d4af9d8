import { parsePipeline, runStages } from '../aggregate/pipeline';
import { CommandError, notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { parseSort } from '../query/sort';
import type { Collection, ReadStatistics, RecordQuery } from '../store/collection';
import { encode } from '../wire';
import { countOption, documentOption, type CommandAnswer, type Command, type Invocation } from './command';
import { checkHint } from './read';

/** Aggregation pipelines over a collection. */
export const AGGREGATE_COMMANDS: Readonly<Record<string, Command>> = {
  aggregate: {
    options: ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'let', 'bypassDocumentValidation'],
    run: aggregate,
  },
};

function aggregate({ body, database, context }: Invocation): CommandAnswer {
  const pipeline = parsePipeline(body.pipeline);
  if (!isDocument(body.cursor)) throw new CommandError(9, "The 'cursor' option is required");
  if (typeof body.aggregate !== 'string') throw notSupported('an aggregation over a database');
  const collection = context.databases.reading(database, body.aggregate);
  checkHint(collection, body.hint);
  const variables = documentOption(body.let, 'let');
  const { documents, rest } = readSource(collection, pipeline, variables);
  const results = runStages(documents, rest, { variables });
  return {
    batch: context.cursors.open(
      collection.namespace,
      results.map(encode),
      countOption(body.cursor.batchSize, 'batchSize'),
    ),
  };
}

/** Reads what a pipeline starts from: its leading `$match`, `$sort`, `$skip` and `$limit` go through the indexes. */
export function readSource(
  collection: Collection,
  pipeline: readonly BsonDocument[],
  variables: BsonDocument,
  statistics?: ReadStatistics,
): { documents: BsonDocument[]; rest: BsonDocument[] } {
  const rest = [...pipeline];
  const take = (stage: string): unknown => (rest[0] && stage in rest[0] ? rest.shift()![stage] : undefined);
  const filters: BsonDocument[] = [];
  for (let filter = take('$match'); filter !== undefined; filter = take('$match'))
    filters.push(documentOption(filter, '$match'));
  const sort = take('$sort');
  const skip = typeof rest[0]?.$skip === 'number' ? take('$skip') : undefined;
  const limit = typeof rest[0]?.$limit === 'number' && rest[0].$limit > 0 ? take('$limit') : undefined;
  const query: RecordQuery = {
    filter: filters.length > 1 ? { $and: filters } : (filters[0] ?? {}),
    sort: parseSort(sort),
    skip: countOption(skip, '$skip'),
    limit: countOption(limit, '$limit'),
    variables,
  };
  return { documents: collection.find(query, statistics).map((record) => record.document), rest };
}
