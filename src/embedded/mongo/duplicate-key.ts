import { Binary, Decimal128, Long, ObjectId } from 'bson';
import { CommandError } from './command-error';
import { isDocument, type BsonDocument } from './document';
import type { IndexDefinition } from './store/index-definition';

/** The server's E11000, with the fields from which the driver and Mongoose tell what collided. */
export function duplicateKey(
  namespace: string,
  { name, fields }: IndexDefinition,
  key: readonly unknown[],
): CommandError {
  const keyPattern = Object.fromEntries(fields.map(({ field, direction }) => [field, direction]));
  const keyValue = Object.fromEntries(
    fields.map(({ field }, at) => [field, typeof key[at] === 'symbol' ? null : key[at]]),
  );
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${show(keyValue)}`;
  return new CommandError(11000, message, { keyPattern, keyValue });
}

/** Values in the notation of the server's messages: `{ email: "a@b.c", user: ObjectId('…') }`. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Long) return value.toString();
  if (value instanceof Decimal128) return `Decimal128("${value.toString()}")`;
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${Buffer.from(value.value()).toString('hex').toUpperCase()})`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (isDocument(value)) return showDocument(value);
  return String(value);
}

function showDocument(document: BsonDocument): string {
  const fields = Object.entries(document).map(([field, value]) => `${field}: ${show(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
