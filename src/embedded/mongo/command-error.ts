import type { BsonDocument } from './document';

const CODE_NAMES: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  52: 'DollarPrefixedFieldName',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  171: 'CannotIndexParallelArrays',
  238: 'NotImplemented',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
};

/** An error a client is told about, under the code the real server uses for it. */
export class CommandError extends Error {
  constructor(
    readonly code: number,
    message: string,
    /** Further fields of the error, such as `keyPattern` and `keyValue` of a duplicate key. */
    readonly details: BsonDocument = {},
  ) {
    super(message);
  }

  get codeName(): string {
    return CODE_NAMES[this.code] ?? `Location${this.code}`;
  }

  /** The body of a reply to a command that failed as a whole. */
  toReply(): BsonDocument {
    return { ok: 0, errmsg: this.message, code: this.code, codeName: this.codeName, ...this.details };
  }

  /** One element of `writeErrors`. */
  toWriteError(index: number): BsonDocument {
    return { index, code: this.code, errmsg: this.message, ...this.details };
  }
}

/** A feature of the real server that this one does not have: said aloud instead of answered wrongly. */
export function notSupported(feature: string): CommandError {
  return new CommandError(238, `${feature} is not supported by the embedded server`);
}

/** Whatever was thrown, as an error with a code; mingo's own complaints are bad values. */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof Error && error.constructor.name === 'MingoError')
    return new CommandError(2, error.message);
  return new CommandError(1, error instanceof Error ? error.message : String(error));
}
