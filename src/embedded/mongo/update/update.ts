import { equalValues } from '../bson-order';
import { CommandError, notSupported } from '../command-error';
import { cloneValue, isDocument, type BsonDocument } from '../document';
import { runStages } from '../aggregate/pipeline';
import type { ExpressionVariables } from '../query/expression';
import { UPDATE_OPERATORS } from './operators';
import { expandPath, parseArrayFilters, type ArrayPositions } from './paths';
import { Slot } from './slot';

/** Gives the new version of a document; the old one is left alone. */
export type Update = (document: BsonDocument, isInsert: boolean) => BsonDocument;

/** What an update is made of besides the update itself. */
export interface UpdateOptions {
  readonly filter: BsonDocument;
  readonly arrayFilters?: unknown;
  readonly variables?: ExpressionVariables;
  readonly now: Date;
}

const PIPELINE_STAGES = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/** Compiles a replacement, a document of update operators or an update pipeline. */
export function compileUpdate(update: unknown, options: UpdateOptions): Update {
  const change = Array.isArray(update)
    ? compilePipeline(update, options)
    : isDocument(update) && Object.keys(update)[0]?.startsWith('$')
      ? compileOperators(update, options)
      : compileReplacement(update);
  return (document, isInsert) => {
    const changed = change(document, isInsert);
    if ('_id' in document && !equalValues(changed._id, document._id)) {
      throw new CommandError(
        66,
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    }
    return changed;
  };
}

/** Whether an update replaces whole documents, which only makes sense for one at a time. */
export function isReplacement(update: unknown): boolean {
  return isDocument(update) && !Object.keys(update)[0]?.startsWith('$');
}

function compileReplacement(replacement: unknown): Update {
  if (!isDocument(replacement))
    throw new CommandError(9, 'Update argument must be either an object or an array');
  const operator = Object.keys(replacement).find((field) => field.startsWith('$'));
  if (operator)
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${operator}' in '${operator}' is not allowed in the context of an update's replacement document.`,
    );
  return (document) => ('_id' in document ? { _id: document._id, ...replacement } : replacement);
}

function compilePipeline(stages: readonly unknown[], { variables }: UpdateOptions): Update {
  for (const stage of stages) {
    const [name] = isDocument(stage) ? Object.keys(stage) : [];
    if (!name || !PIPELINE_STAGES.has(name))
      throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
  return (document) => {
    const changed = runStages([cloneValue(document)], stages as BsonDocument[], { variables })[0] ?? {};
    return '_id' in document && !('_id' in changed) ? { _id: document._id, ...changed } : changed;
  };
}

function compileOperators(update: BsonDocument, { filter, arrayFilters, now }: UpdateOptions): Update {
  const positions: ArrayPositions = { filter, filters: parseArrayFilters(arrayFilters) };
  checkOperators(update, positions);
  checkConflicts(update);
  return (document, isInsert) => {
    const changed = cloneValue(document);
    for (const [operator, operands] of Object.entries(update)) {
      if (operator === '$setOnInsert' && !isInsert) continue;
      for (const [path, operand] of Object.entries(operands as BsonDocument)) {
        if (operator === '$rename') {
          rename(changed, path, String(operand));
          continue;
        }
        const apply = UPDATE_OPERATORS[operator === '$setOnInsert' ? '$set' : operator]!;
        for (const concrete of expandPath(document, path, positions))
          apply(new Slot(changed, concrete), cloneValue(operand), now);
      }
    }
    return changed;
  };
}

function checkOperators(update: BsonDocument, { filters }: ArrayPositions): void {
  const paths: string[] = [];
  for (const [operator, operands] of Object.entries(update)) {
    if (operator === '$bit') throw notSupported('$bit');
    if (!(operator in UPDATE_OPERATORS) && operator !== '$rename' && operator !== '$setOnInsert') {
      throw new CommandError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDocument(operands))
      throw new CommandError(9, `Modifiers operate on fields but we found type ${typeof operands} instead.`);
    paths.push(...Object.keys(operands));
  }
  for (const identifier of filters.keys()) {
    if (!paths.some((path) => path.includes(`$[${identifier}]`))) {
      throw new CommandError(9, `The array filter for identifier '${identifier}' was not used in the update`);
    }
  }
}

/** Two operators must not write the same field or one inside the other: the result would hang on their order. */
function checkConflicts(update: BsonDocument): void {
  const paths = Object.entries(update).flatMap(([operator, operands]) =>
    Object.entries(operands as BsonDocument).flatMap(([path, operand]) =>
      operator === '$rename' ? [path, String(operand)] : [path],
    ),
  );
  const seen = new Set<string>();
  for (const path of paths.sort()) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const above = parts.slice(0, length).join('.');
      if (seen.has(above))
        throw new CommandError(40, `Updating the path '${path}' would create a conflict at '${above}'`);
    }
    seen.add(path);
  }
}

function rename(document: BsonDocument, from: string, to: string): void {
  const source = new Slot(document, from.split('.'));
  const value = source.get();
  if (value === undefined) return;
  source.unset();
  new Slot(document, to.split('.')).set(value);
}
