import { BSONRegExp } from 'bson';
import { Bracket, bracketOf, compareValues, equalValues } from '../bson-order';
import { CommandError, notSupported } from '../command-error';
import { bsonType, isOperatorCondition } from '../document';

/** A test of one value a path reaches; `undefined` stands for a missing field. */
export type Predicate = (value: unknown) => boolean;

/** Query operators that look at one value at a time, by name. */
export const LEAF_OPERATORS: Readonly<Record<string, (operand: unknown) => Predicate>> = {
  $eq: (operand) => (value) => equalValues(value, operand),
  $gt: (operand) => ordered(operand, (order) => order > 0),
  $gte: (operand) => ordered(operand, (order) => order >= 0),
  $lt: (operand) => ordered(operand, (order) => order < 0),
  $lte: (operand) => ordered(operand, (order) => order <= 0),
  $in: includedIn,
  $mod: remainder,
  $type: ofType,
};

/** Equality as an implicit condition means it: a regular expression is a pattern to match, null also matches missing. */
export function equalityTest(operand: unknown): Predicate {
  return operand instanceof BSONRegExp ? regexTest(operand) : LEAF_OPERATORS.$eq!(operand);
}

/** Matches strings against the pattern, and the stored pattern itself. */
export function regexTest(pattern: BSONRegExp): Predicate {
  const regexp = toRegExp(pattern);
  return (value) =>
    typeof value === 'string'
      ? regexp.test(value)
      : value instanceof BSONRegExp && equalValues(value, pattern);
}

function toRegExp({ pattern, options }: BSONRegExp): RegExp {
  const unknown = [...options].find((option) => !'imsu'.includes(option));
  if (unknown !== undefined) throw notSupported(`the regular expression option '${unknown}'`);
  try {
    // PCRE counts code points, which JavaScript only does under the u flag; u however refuses harmless escapes.
    return new RegExp(pattern, options.replace('u', ''));
  } catch {
    throw new CommandError(51091, `Regular expression is invalid: ${pattern}`);
  }
}

/** Range operators match inside the operand's own bracket only: `{ $gt: 5 }` never matches a string. */
function ordered(operand: unknown, accepts: (order: number) => boolean): Predicate {
  if (operand instanceof BSONRegExp)
    throw new CommandError(2, "Can't have RegEx as arg to predicate over field");
  const bracket = bracketOf(operand);
  if (bracket === Bracket.MinKey || bracket === Bracket.MaxKey)
    return (value) => accepts(compareValues(value ?? null, operand));
  if (typeof operand === 'number' && Number.isNaN(operand))
    return (value) => accepts(0) && Number.isNaN(value);
  return (value) =>
    bracketOf(value) === bracket && !Number.isNaN(value) && accepts(compareValues(value, operand));
}

function includedIn(operand: unknown): Predicate {
  if (!Array.isArray(operand)) throw new CommandError(2, '$in needs an array');
  if (operand.some(isOperatorCondition)) throw new CommandError(2, 'cannot nest $ under $in');
  const tests = operand.filter((item) => item instanceof BSONRegExp).map(regexTest);
  const strings = new Set(operand.filter((item) => typeof item === 'string'));
  const others: unknown[] = operand.filter((item) => typeof item !== 'string');
  return (value) =>
    typeof value === 'string' && strings.has(value)
      ? true
      : others.some((item) => equalValues(value, item)) || tests.some((test) => test(value));
}

function remainder(operand: unknown): Predicate {
  if (
    !Array.isArray(operand) ||
    operand.length !== 2 ||
    !operand.every(Number.isFinite) ||
    Math.trunc(operand[0] as number) === 0
  ) {
    throw new CommandError(2, 'malformed mod, needs to be an array of two numbers, the divisor not 0');
  }
  const [divisor, wanted] = (operand as [number, number]).map(Math.trunc) as [number, number];
  return (value) => {
    if (typeof value !== 'number') {
      if (bracketOf(value) === Bracket.Number) throw notSupported('$mod of a long or a decimal');
      return false;
    }
    return Math.trunc(value) % divisor === wanted;
  };
}

const TYPES: Readonly<Record<string, Predicate>> = {
  string: (value) => typeof value === 'string',
  object: (value) => bracketOf(value) === Bracket.Document,
  array: (value) => Array.isArray(value),
  binData: (value) => bracketOf(value) === Bracket.Binary,
  objectId: (value) => bracketOf(value) === Bracket.ObjectId,
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => bracketOf(value) === Bracket.RegExp,
  timestamp: (value) => bracketOf(value) === Bracket.Timestamp,
  decimal: (value) => bsonType(value) === 'Decimal128',
  number: (value) => bracketOf(value) === Bracket.Number,
};

const TYPE_CODES: Readonly<Record<number, string>> = {
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  17: 'timestamp',
  19: 'decimal',
};

function ofType(operand: unknown): Predicate {
  const names = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  const tests = names.map((name) => {
    const test = TYPES[typeof name === 'number' ? (TYPE_CODES[name] ?? '') : String(name)];
    // Stored ints, longs and doubles are all promoted to one kind of number and cannot be told apart.
    if (!test) throw notSupported(`$type ${JSON.stringify(name)}`);
    return test;
  });
  return (value) => tests.some((test) => test(value));
}
