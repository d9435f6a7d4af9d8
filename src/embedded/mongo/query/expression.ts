import { notSupported } from '../command-error';
import { bsonType, fieldOf, isDocument, type BsonDocument } from '../document';
import { prepareStages } from './mingo';

/** Variables an expression may name with `$$`: those of `let`. */
export type ExpressionVariables = Readonly<Record<string, unknown>>;

/** An aggregation expression ready to be evaluated against documents. */
export type Expression = (document: BsonDocument) => unknown;

/**
 * Prepares an aggregation expression (`{ $multiply: ['$price', '$quantity'] }`, a path, a literal).
 * The result is undefined where the expression yields a missing value.
 */
export function compileExpression(expression: unknown, variables: ExpressionVariables = {}): Expression {
  const aggregator = prepareStages([{ $replaceWith: { value: expression } }], variables);
  const guard = exactnessGuard(expression);
  refuseExactNumbers(Object.values(variables));
  return (document) => {
    guard(document);
    return (aggregator.run([document])[0] as { value?: unknown } | undefined)?.value;
  };
}

/** Whether `$expr` and `$cond` take a value for true: everything but false, zero, null and missing. */
export function isTruthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0;
}

/** Fails for a document whose fields an expression cannot calculate with. */
export type ExactnessGuard = (document: BsonDocument) => void;

/**
 * Fails for documents with decimals or longs past 2^53 in the fields an expression names. Expressions calculate with
 * doubles and pass such values over without a word, so a sum over them would be wrong.
 */
export function exactnessGuard(expression: unknown): ExactnessGuard {
  const fields = new Set<string>();
  if (!collectFields(expression, fields)) return refuseExactNumbers;
  return (document) => fields.forEach((field) => refuseExactNumbers(fieldOf(document, field)));
}

/** Gathers the top-level fields an expression names; false if it takes in whole documents. */
function collectFields(expression: unknown, fields: Set<string>): boolean {
  if (typeof expression === 'string') {
    if (!expression.startsWith('$')) return true;
    const [root, ...rest] = expression.split('.');
    const field =
      root === '$$ROOT' || root === '$$CURRENT' ? rest[0] : root!.startsWith('$$') ? '' : root!.slice(1);
    if (field === undefined) return false;
    fields.add(field);
    return true;
  }
  if (Array.isArray(expression)) return expression.every((item) => collectFields(item, fields));
  if (!isDocument(expression)) return true;
  return (
    !('$getField' in expression) && Object.values(expression).every((item) => collectFields(item, fields))
  );
}

/** Fails if there is a decimal or a long past 2^53 anywhere in a value. */
export function refuseExactNumbers(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) value.forEach(refuseExactNumbers);
  else if (isDocument(value)) for (const field of Object.keys(value)) refuseExactNumbers(value[field]);
  else {
    const tag = bsonType(value);
    if (tag === 'Decimal128' || tag === 'Long') throw notSupported(`an expression over a ${tag}`);
  }
}
