import { CommandError, notSupported } from '../command-error';
import { fieldOf, isDocument, type BsonDocument } from '../document';
import { compileFilter } from '../query/matcher';
import { compileProjection } from '../query/projection';
import { parseSort, sortBy } from '../query/sort';
import { Slot } from '../update/slot';
import { group } from './group';
import { lookup } from './lookup';
import type { Stage } from './stage';

/** The stages evaluated here, where the answer hangs on BSON order, on query semantics or on other collections. */
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
  $unwind: unwind,
  $lookup: lookup,
  $facet: (documents, facets, context) => [
    Object.fromEntries(
      Object.entries(document(facets, '$facet')).map(([name, pipeline]) => [
        name,
        context.run(documents, pipeline),
      ]),
    ),
  ],
  $unionWith: (documents, operand, context) => {
    const { coll, pipeline = [] } =
      typeof operand === 'string' ? { coll: operand } : document(operand, '$unionWith');
    if (!context.collection || typeof coll !== 'string') throw notSupported('this $unionWith');
    const others = context.collection(coll).find({ filter: {} });
    return [
      ...documents,
      ...context.run(
        others.map((record) => record.document),
        pipeline,
      ),
    ];
  },
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

function unwind(documents: BsonDocument[], operand: unknown): BsonDocument[] {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays, ...unknown } = isDocument(operand)
    ? operand
    : { path: operand };
  const [option] = Object.keys(unknown);
  if (option) throw new CommandError(28811, `unrecognized option to $unwind stage: ${option}`);
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw new CommandError(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split('.');
  return documents.flatMap((source) => {
    const value = parts.reduce<unknown>(
      (reached, part) => (isDocument(reached) ? fieldOf(reached, part) : undefined),
      source,
    );
    const withIndex = (copy: BsonDocument, index: number | null): BsonDocument =>
      typeof includeArrayIndex === 'string' ? { ...copy, [includeArrayIndex]: index } : copy;
    if (Array.isArray(value) && value.length > 0) {
      return value.map((element, index) => {
        const copy = copyAlong(source, parts);
        new Slot(copy, parts).set(element);
        return withIndex(copy, index);
      });
    }
    if (value != null && !Array.isArray(value)) return [withIndex(source, null)];
    if (preserveNullAndEmptyArrays !== true) return [];
    const copy = copyAlong(source, parts);
    if (Array.isArray(value)) new Slot(copy, parts).unset();
    return [withIndex(copy, null)];
  });
}

/** Copies a document and those embedded along a path, so that the path can be written without touching the original. */
function copyAlong(source: BsonDocument, parts: readonly string[]): BsonDocument {
  const [part, ...rest] = parts;
  const child = part === undefined ? undefined : source[part];
  return isDocument(child) && rest.length > 0
    ? { ...source, [part!]: copyAlong(child, rest) }
    : { ...source };
}
