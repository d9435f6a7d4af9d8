/** A decoded BSON document: field order is kept, values are what `bson` decodes with longs promoted. */
export interface BsonDocument {
  [field: string]: unknown;
}

/** Regular expressions stay as sent: JavaScript's have other flags. */
export const DECODING = { bsonRegExp: true, promoteLongs: true } as const;

const { getPrototypeOf, prototype: documentPrototype } = Object;

/** Whether a value is an embedded document, not an array, a date or one of the BSON value classes. */
export function isDocument(value: unknown): value is BsonDocument {
  return typeof value === 'object' && value !== null && getPrototypeOf(value) === documentPrototype;
}

/** The tag `bson` puts on its value classes (`ObjectId`, `Decimal128`, …), or undefined for plain values. */
export function bsonType(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && !isDocument(value)
    ? (value as { _bsontype?: string })._bsontype
    : undefined;
}

/** Copies documents and arrays; scalars and BSON value objects are never changed in place and are shared. */
export function cloneValue<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneValue(item)) as T;
  if (!isDocument(value)) return value;
  const copy: BsonDocument = {};
  for (const field of Object.keys(value)) setField(copy, field, cloneValue(value[field]));
  return copy as T;
}

/** Sets an own field even when it is called `__proto__`, which an assignment would swallow. */
export function setField(target: BsonDocument, field: string, value: unknown): void {
  if (field === '__proto__') {
    Object.defineProperty(target, field, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[field] = value;
  }
}

/** The own field of a document, undefined when it is missing (never an inherited member). */
export function fieldOf(document: BsonDocument, field: string): unknown {
  return Object.prototype.hasOwnProperty.call(document, field) ? document[field] : undefined;
}

/** Whether a condition is made of operators (`{ $gt: 1 }`) and not a value to be equal to. */
export function isOperatorCondition(condition: unknown): condition is BsonDocument {
  if (!isDocument(condition)) return false;
  const [first] = Object.keys(condition);
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id';
}
