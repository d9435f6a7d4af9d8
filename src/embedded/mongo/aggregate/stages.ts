import { CommandError } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { compileFilter } from '../query/matcher';
import { compileProjection } from '../query/projection';
import { parseSort, sortBy } from '../query/sort';
import { group } from './group';
import type { Stage } from './stage';

/** The stages evaluated here, where the answer hangs on BSON order or on query semantics. */
export const STAGES: Readonly<Record<string, Stage>> = {
  $match: (documents, filter, { variables }) =>
    documents.filter(compileFilter(document(filter, '$match'), variables)),
  $sort: (documents, sort) => sortBy(documents, parseSort(sort), (item) => item),
  $skip: (documents, count) => documents.slice(wholeNumber(count, '$skip')),
  $limit: (documents, count) => documents.slice(0, wholeNumber(count, '$limit')),
  $count: (documents, field) => (documents.length === 0 ? [] : [{ [String(field)]: documents.length }]),
  $project: (documents, specification, { variables }) => {
    const project = compileProjection(specification, variables);
    if (!project)
      throw new CommandError(
        51272,
        'Invalid $project :: caused by :: projection specification must have at least one field',
      );
    return documents.map(project);
  },
  $group: group,
};

function document(operand: unknown, stage: string): BsonDocument {
  if (!isDocument(operand)) throw new CommandError(15959, `the ${stage} specification must be an object`);
  return operand;
}

function wholeNumber(count: unknown, stage: string): number {
  if (
    typeof count !== 'number' ||
    !Number.isInteger(count) ||
    count < 0 ||
    (stage === '$limit' && count === 0)
  ) {
    throw new CommandError(15958, `invalid argument to ${stage} stage: ${JSON.stringify(count)}`);
  }
  return count;
}
