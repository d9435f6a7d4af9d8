import { BSONRegExp } from 'bson';
import { Bracket, bracketOf, compareValues } from '../bson-order';
import { isDocument, isOperatorCondition, type BsonDocument } from '../document';

/** One side of a range on a field. */
export interface Limit {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** What a filter says about one field that an index can use. */
export interface FieldBounds {
  /** The field equals one of these. */
  points?: readonly unknown[];
  lower?: Limit;
  upper?: Limit;
}

/** The bounds a filter's top-level conditions put on fields; conditions that bound nothing are left to the matcher. */
export function boundsOf(filter: BsonDocument): Map<string, FieldBounds> {
  const bounds = new Map<string, FieldBounds>();
  collect(filter, bounds);
  return bounds;
}

function collect(filter: BsonDocument, bounds: Map<string, FieldBounds>): void {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) {
      for (const branch of condition) if (isDocument(branch)) collect(branch, bounds);
    } else if (!field.startsWith('$')) {
      const known = bounds.get(field) ?? {};
      bounds.set(field, known);
      tighten(known, isOperatorCondition(condition) ? condition : { $eq: condition });
    }
  }
}

/** Only the first limit of each side is kept: the matcher sees the rest, and both sides need no comparison. */
function tighten(bounds: FieldBounds, condition: BsonDocument): void {
  for (const [operator, operand] of Object.entries(condition)) {
    switch (operator) {
      case '$eq':
        if (isPoint(operand)) bounds.points ??= [operand];
        break;
      case '$in':
        if (Array.isArray(operand) && operand.every(isPoint)) bounds.points ??= distinctSorted(operand);
        break;
      case '$gt':
      case '$gte':
        if (isLimit(operand)) bounds.lower ??= { value: operand, inclusive: operator === '$gte' };
        break;
      case '$lt':
      case '$lte':
        if (isLimit(operand)) bounds.upper ??= { value: operand, inclusive: operator === '$lte' };
        break;
    }
  }
}

/** Arrays are indexed by element, patterns match many strings, and an empty-array key stands below null. */
function isPoint(value: unknown): boolean {
  return !Array.isArray(value) && !(value instanceof BSONRegExp);
}

function isLimit(value: unknown): boolean {
  const bracket = bracketOf(value);
  return (
    bracket === Bracket.Number ||
    bracket === Bracket.String ||
    bracket === Bracket.Date ||
    bracket === Bracket.ObjectId
  );
}

function distinctSorted(values: readonly unknown[]): unknown[] {
  return [...values]
    .sort(compareValues)
    .filter((value, at, all) => at === 0 || compareValues(value, all[at - 1]) !== 0);
}

/** Where a value stands to a range that stays in its limits' bracket. */
export function placeInRange(value: unknown, { lower, upper }: FieldBounds): number {
  const bracket = bracketOf(value) - bracketOf((lower ?? upper)?.value);
  if (bracket !== 0) return bracket;
  if (lower) {
    const order = compareValues(value, lower.value);
    if (order < 0 || (order === 0 && !lower.inclusive)) return -1;
  }
  if (upper) {
    const order = compareValues(value, upper.value);
    if (order > 0 || (order === 0 && !upper.inclusive)) return 1;
  }
  return 0;
}
