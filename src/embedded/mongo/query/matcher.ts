import { BSONRegExp } from 'bson';
import { CommandError, notSupported } from '../command-error';
import { isDocument, isOperatorCondition, type BsonDocument } from '../document';
import { compileExpression, isTruthy, type ExpressionVariables } from './expression';
import { LEAF_OPERATORS, regexTest, equalityTest, type Predicate } from './operators';
import { parsePath, reachesAny, reachesAnyElement, type Path } from './path';

/** Whether a document matches a compiled filter. */
export type Matcher = (document: BsonDocument) => boolean;

/** Compiles a query filter; an operator it does not know is an error, not a filter that matches nothing. */
export function compileFilter(filter: BsonDocument, variables: ExpressionVariables = {}): Matcher {
  const matchers = Object.entries(filter).flatMap(([field, condition]) =>
    field.startsWith('$') ? compileLogical(field, condition, variables) : [compileField(field, condition)],
  );
  if (matchers.length === 1) return matchers[0]!;
  return (document) => matchers.every((matches) => matches(document));
}

function compileLogical(operator: string, operand: unknown, variables: ExpressionVariables): Matcher[] {
  if (operator === '$comment') return [];
  if (operator === '$expr') {
    const expression = compileExpression(operand, variables);
    return [(document) => isTruthy(expression(document))];
  }
  if (operator !== '$and' && operator !== '$or' && operator !== '$nor') {
    throw new CommandError(2, `unknown top level operator: ${operator}`);
  }
  if (!Array.isArray(operand) || operand.length === 0)
    throw new CommandError(2, `${operator} must be a nonempty array`);
  const branches = operand.map((branch: unknown) => {
    if (!isDocument(branch)) throw new CommandError(2, `${operator} argument's entries must be objects`);
    return compileFilter(branch, variables);
  });
  if (operator === '$and') return [(document) => branches.every((matches) => matches(document))];
  const any: Matcher = (document) => branches.some((matches) => matches(document));
  return [operator === '$or' ? any : (document) => !any(document)];
}

function compileField(field: string, condition: unknown): Matcher {
  const path = parsePath(field);
  if (!isOperatorCondition(condition)) return elementwise(path, equalityTest(condition));
  const matchers = compileOperators(path, condition);
  return matchers.length === 1 ? matchers[0]! : (document) => matchers.every((matches) => matches(document));
}

function compileOperators(path: Path, condition: BsonDocument): Matcher[] {
  return Object.entries(condition).flatMap(([operator, operand]) => {
    switch (operator) {
      case '$not':
        return [negate(compileNegated(path, operand))];
      case '$ne':
        return [negate(elementwise(path, LEAF_OPERATORS.$eq!(operand)))];
      case '$nin':
        return [negate(elementwise(path, LEAF_OPERATORS.$in!(operand)))];
      case '$exists': {
        const exists: Matcher = (document) => reachesAny(document, path, (value) => value !== undefined);
        return [isTruthy(operand) ? exists : negate(exists)];
      }
      case '$size':
        if (!Number.isInteger(operand)) throw new CommandError(2, '$size must be a whole number');
        return [
          (document) =>
            reachesAny(document, path, (value) => Array.isArray(value) && value.length === operand),
        ];
      case '$elemMatch':
        return [arraywise(path, compileElement(operand))];
      case '$all':
        return compileAll(path, operand);
      case '$regex':
        return [elementwise(path, regexTest(asRegExp(operand, condition.$options)))];
      case '$options':
        if (!('$regex' in condition)) throw new CommandError(2, '$options needs a $regex');
        return [];
      default: {
        const compile = LEAF_OPERATORS[operator];
        if (!compile) throw new CommandError(2, `unknown operator: ${operator}`);
        return [elementwise(path, compile(operand))];
      }
    }
  });
}

function compileNegated(path: Path, operand: unknown): Matcher {
  if (operand instanceof BSONRegExp) return elementwise(path, equalityTest(operand));
  if (!isOperatorCondition(operand)) throw new CommandError(2, '$not needs a regex or a document');
  const matchers = compileOperators(path, operand);
  return (document) => matchers.every((matches) => matches(document));
}

/** The test of one array element: a filter on its fields, or operators on the element itself. */
export function compileElement(operand: unknown): Predicate {
  if (!isDocument(operand)) throw new CommandError(2, '$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  if (
    isOperatorCondition(operand) &&
    first !== '$and' &&
    first !== '$or' &&
    first !== '$nor' &&
    first !== '$expr'
  ) {
    const matchers = compileOperators(['element'], operand);
    return (element) => matchers.every((matches) => matches({ element }));
  }
  const matches = compileFilter(operand);
  return (element) => isDocument(element) && matches(element);
}

function compileAll(path: Path, operand: unknown): Matcher[] {
  if (!Array.isArray(operand)) throw new CommandError(2, '$all needs an array');
  if (operand.length === 0) return [() => false];
  return operand.map((item: unknown) =>
    isDocument(item) && '$elemMatch' in item
      ? arraywise(path, compileElement(item.$elemMatch))
      : elementwise(path, equalityTest(item)),
  );
}

function asRegExp(pattern: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string')
    throw new CommandError(2, '$options has to be a string');
  if (typeof pattern === 'string') return new BSONRegExp(pattern, options ?? '');
  if (pattern instanceof BSONRegExp)
    return options === undefined ? pattern : new BSONRegExp(pattern.pattern, options);
  throw notSupported('$regex with an operand that is neither a string nor a regular expression');
}

function elementwise(path: Path, test: Predicate): Matcher {
  return (document) => reachesAnyElement(document, path, test);
}

function arraywise(path: Path, test: Predicate): Matcher {
  return (document) => reachesAny(document, path, (value) => Array.isArray(value) && value.some(test));
}

function negate(matches: Matcher): Matcher {
  return (document) => !matches(document);
}
