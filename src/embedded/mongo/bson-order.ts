import type { Binary, BSONRegExp, ObjectId, Timestamp } from 'bson';
import { bsonType, type BsonDocument } from './document';
import { compareNumbers, type BsonNumber } from './exact-number';

/** The brackets BSON values are sorted in; range operators only match inside their operand's bracket. */
export const enum Bracket {
  MinKey,
  /** An empty array seen as a sort key, which is below null. */
  Nothing,
  Null,
  Number,
  String,
  Document,
  Array,
  Binary,
  ObjectId,
  Boolean,
  Date,
  Timestamp,
  RegExp,
  Code,
  MaxKey,
}

const TAGGED: Readonly<Record<string, Bracket>> = {
  ObjectId: Bracket.ObjectId,
  Decimal128: Bracket.Number,
  Long: Bracket.Number,
  Int32: Bracket.Number,
  Double: Bracket.Number,
  Binary: Bracket.Binary,
  Timestamp: Bracket.Timestamp,
  BSONRegExp: Bracket.RegExp,
  BSONSymbol: Bracket.String,
  Code: Bracket.Code,
  MinKey: Bracket.MinKey,
  MaxKey: Bracket.MaxKey,
};

/** The sort key of an empty array. */
export const NOTHING = Symbol('nothing');

/** The bracket a value sorts in; a missing field counts as null. */
export function bracketOf(value: unknown): Bracket {
  switch (typeof value) {
    case 'string':
      return Bracket.String;
    case 'number':
    case 'bigint':
      return Bracket.Number;
    case 'boolean':
      return Bracket.Boolean;
    case 'symbol':
      return Bracket.Nothing;
    case 'undefined':
    case 'function':
      return Bracket.Null;
    case 'object':
  }
  if (value === null) return Bracket.Null;
  if (Array.isArray(value)) return Bracket.Array;
  if (value instanceof Date) return Bracket.Date;
  return TAGGED[bsonType(value) ?? ''] ?? Bracket.Document;
}

/** Orders any two BSON values as MongoDB sorts them: by bracket first, then by value. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  // The common pairs skip the bracket look-up: an index of many documents compares little else.
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const bracket = bracketOf(a);
  const other = bracketOf(b);
  return bracket === other ? compareWithin(bracket, a, b) : bracket - other;
}

/** Whether two values are equal for a query: numbers by value, documents with the same fields in the same order. */
export function equalValues(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}

function compareWithin(bracket: Bracket, a: unknown, b: unknown): number {
  switch (bracket) {
    case Bracket.Number:
      return compareNumbers(numberOf(a), numberOf(b));
    case Bracket.String:
    case Bracket.Code:
      return compareStrings(String(a), String(b));
    case Bracket.Boolean:
      return Number(a) - Number(b);
    case Bracket.Date:
      return (a as Date).getTime() - (b as Date).getTime();
    case Bracket.ObjectId:
      return compareObjectIds(a as ObjectId, b as ObjectId);
    case Bracket.Binary:
      return compareBinary(a as Binary, b as Binary);
    case Bracket.Timestamp:
      return (a as Timestamp).compare(b as Timestamp);
    case Bracket.RegExp:
      return compareRegExp(a as BSONRegExp, b as BSONRegExp);
    case Bracket.Array:
      return compareArrays(a as unknown[], b as unknown[]);
    case Bracket.Document:
      return compareDocuments(a as BsonDocument, b as BsonDocument);
    case Bracket.MinKey:
    case Bracket.Nothing:
    case Bracket.Null:
    case Bracket.MaxKey:
      return 0;
  }
}

function numberOf(value: unknown): BsonNumber {
  const tag = bsonType(value);
  return tag === 'Int32' || tag === 'Double' ? Number(value) : (value as BsonNumber);
}

/** Equal ones, as at the head of compound keys, need no bytes: an id makes them anew whenever it is asked for them. */
function compareObjectIds(a: ObjectId, b: ObjectId): number {
  return a.equals(b) ? 0 : Buffer.compare(a.id, b.id);
}

/** By UTF-8 bytes, which differs from UTF-16 order only where surrogates are involved. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right)
      return left >= 0xd800 && right >= 0xd800
        ? Buffer.compare(Buffer.from(a), Buffer.from(b))
        : left - right;
  }
  return a.length - b.length;
}

function compareBinary(a: Binary, b: Binary): number {
  return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

function compareRegExp(a: BSONRegExp, b: BSONRegExp): number {
  return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareValues(a[at], b[at]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field in stored order: the bracket of the value, then the name, then the value. */
function compareDocuments(a: BsonDocument, b: BsonDocument): number {
  const [fieldsA, fieldsB] = [Object.keys(a), Object.keys(b)];
  for (let at = 0; at < Math.min(fieldsA.length, fieldsB.length); at++) {
    const [fieldA, fieldB] = [fieldsA[at]!, fieldsB[at]!];
    const order =
      bracketOf(a[fieldA]) - bracketOf(b[fieldB]) ||
      compareStrings(fieldA, fieldB) ||
      compareValues(a[fieldA], b[fieldB]);
    if (order !== 0) return order;
  }
  return fieldsA.length - fieldsB.length;
}
