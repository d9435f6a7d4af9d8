import { Aggregator, Context } from 'mingo';
import { compareValues } from '../bson-order';
import { notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';

/** mingo compares in an order of its own; these take its comparisons' places, under names it does not know. */
const COMPARISONS: Readonly<Record<string, (order: number) => unknown>> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $cmp: Math.sign,
};

/** Operators that would run code of the client's making. */
const FORBIDDEN = new Set(['$function', '$accumulator', '$where']);

type MingoOperators = NonNullable<Parameters<typeof Context.init>[0]>;

const replacementFor = (operator: string): string => operator.replace('$', '$bson_');

// As accumulators they are handed their arguments evaluated, which mingo does not do for foreign expression operators.
const CONTEXT = Context.init({
  accumulator: Object.fromEntries(
    Object.entries(COMPARISONS).map(([operator, answer]) => [
      replacementFor(operator),
      (operands: unknown[], unevaluated: unknown) => {
        if (unevaluated != null || operands.length !== 2) throw notSupported(`this ${operator} expression`);
        return answer(compareOperands(operands[0], operands[1]));
      },
    ]),
  ) as unknown as MingoOperators['accumulator'],
});

/** Stages for mingo to run, with BSON comparisons in their expressions; code from the client is refused. */
export function prepareStages(stages: readonly BsonDocument[], variables: BsonDocument): Aggregator {
  return new Aggregator(translate(stages) as BsonDocument[], { variables, context: CONTEXT });
}

function translate(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(translate);
  if (!isDocument(expression)) return expression;
  return Object.fromEntries(
    Object.entries(expression).map(([operator, operand]) => {
      if (FORBIDDEN.has(operator)) throw notSupported(operator);
      if (operator === '$literal') return [operator, operand];
      return [operator in COMPARISONS ? replacementFor(operator) : operator, translate(operand)];
    }),
  );
}

/** In an expression, unlike in a query, a missing value is below null. */
function compareOperands(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareValues(a, b);
}
