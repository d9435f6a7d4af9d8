import { BSONRegExp } from 'bson';
import { notSupported, CommandError } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { compileExpression } from '../query/expression';
import { parsePath, valuesAt } from '../query/path';
import type { StageContext } from './stage';

const OPTIONS = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

/** `$lookup` by equal fields (through the foreign collection's indexes), by a sub-pipeline with `let`, or both. */
export function lookup(documents: BsonDocument[], operand: unknown, context: StageContext): BsonDocument[] {
  if (!isDocument(operand)) throw new CommandError(9, 'the $lookup specification must be an object');
  const unknown = Object.keys(operand).find((option) => !OPTIONS.has(option));
  if (unknown) throw new CommandError(9, `unknown argument to $lookup: ${unknown}`);
  const { from, localField, foreignField, as, pipeline = [] } = operand;
  if (!context.collection || typeof from !== 'string' || typeof as !== 'string' || as.includes('.'))
    throw notSupported('this $lookup');
  if ((typeof localField === 'string') !== (typeof foreignField === 'string')) {
    throw new CommandError(
      9,
      '$lookup requires both or neither of localField and foreignField to be specified',
    );
  }
  const foreign = context.collection(from);
  const variables = Object.entries(isDocument(operand.let) ? operand.let : {}).map(
    ([name, expression]) => [name, compileExpression(expression, context.variables)] as const,
  );
  const localPath = typeof localField === 'string' ? parsePath(localField) : undefined;
  return documents.map((document) => {
    const filter = localPath ? { [foreignField as string]: { $in: localValues(document, localPath) } } : {};
    const joined = foreign.find({ filter }).map((record) => record.document);
    const own = Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(document)]));
    return { ...document, [as]: context.run(joined, pipeline, own) };
  });
}

/** A missing local field joins with null and missing ones, as on the server. */
function localValues(document: BsonDocument, path: readonly string[]): unknown[] {
  const values = valuesAt(document, path).map((value) => value ?? null);
  if (values.some((value) => value instanceof BSONRegExp))
    throw notSupported('$lookup by a regular expression');
  return values.length === 0 && !Array.isArray(document[path[0]!]) ? [null] : values;
}
