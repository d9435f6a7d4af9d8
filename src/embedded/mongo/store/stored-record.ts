import { serialize } from 'bson';
import { CommandError } from '../command-error';
import type { BsonDocument } from '../document';

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A document in a collection, with its encoded form kept so that a read sends bytes and encodes nothing. */
export interface StoredRecord {
  /** Grows with every insertion: natural order, and the tie-break of index entries. */
  readonly sequence: number;
  document: BsonDocument;
  encoded: Uint8Array;
}

/** Encodes a document that is about to be stored; one above 16 MB is refused as on the server. */
export function encodeForStorage(document: BsonDocument): Uint8Array {
  const encoded = serialize(document, { ignoreUndefined: true });
  if (encoded.byteLength > MAX_DOCUMENT_BYTES) {
    throw new CommandError(
      10334,
      `BSONObj size: ${encoded.byteLength} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return encoded;
}
