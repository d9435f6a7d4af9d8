import { Long } from 'bson';
import { CommandError } from '../command-error';
import type { CursorBatch } from '../cursor-reply';
import type { CursorRegistry } from '../cursor-registry';
import { isDocument, type BsonDocument } from '../document';
import type { Databases } from '../store/databases';

/** What commands work on. */
export interface CommandContext {
  readonly databases: Databases;
  readonly cursors: CursorRegistry;
  readonly connectionId: number;
  readonly now: () => Date;
}

/** A command after its options were checked. */
export interface Invocation {
  readonly body: BsonDocument;
  readonly database: string;
  readonly context: CommandContext;
}

/** What a command answers: fields to which `ok: 1` is added, or a batch of a cursor. */
export type CommandAnswer = { readonly fields: BsonDocument } | { readonly batch: CursorBatch };

/** One command: the options it takes besides the general ones, and what it does. */
export interface Command {
  readonly options: readonly string[];
  readonly run: (invocation: Invocation) => CommandAnswer;
}

/** The collection a command names in its first field. */
export function collectionName(body: BsonDocument): string {
  const name = Object.values(body)[0];
  if (typeof name !== 'string') throw new CommandError(73, 'collection name has invalid type');
  return name;
}

/** An option that must be a document; absent means empty. */
export function documentOption(value: unknown, option: string): BsonDocument {
  if (value == null) return {};
  if (!isDocument(value))
    throw new CommandError(14, `BSON field '${option}' is the wrong type, expected type 'object'`);
  return value;
}

/** An option that must be a whole number of at least 0. */
export function countOption(value: unknown, option: string): number | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new CommandError(
      51024,
      `BSON field '${option}' value must be >= 0, actual value '${JSON.stringify(value)}'`,
    );
  }
  return value;
}

/** An option that must be an array of documents. */
export function documentsOption(value: unknown, option: string): BsonDocument[] {
  if (!Array.isArray(value) || !value.every(isDocument)) {
    throw new CommandError(14, `BSON field '${option}' is the wrong type, expected type 'array' of objects`);
  }
  return value;
}

/** A cursor id, which `bson` promotes to a number when it is small. */
export function cursorId(value: unknown): Long {
  if (value instanceof Long) return value;
  if (typeof value === 'number') return Long.fromNumber(value);
  throw new CommandError(14, 'a cursor id must be a long');
}
