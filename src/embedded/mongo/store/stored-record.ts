import { deserialize, serialize } from 'bson';
import { CommandError } from '../command-error';
import { DECODING, type BsonDocument } from '../document';

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Records of large collections that were decoded last; more than one batch of a read. */
const decodedLast: (StoredRecord | undefined)[] = [];
const MOST_DECODED_LAST = 10_000;
let nextDecoded = 0;

/**
 * A document in a collection, with its encoded form kept so that a read sends bytes and encodes nothing. One of many is
 * kept as bytes, which is half the memory, and decoded when it is looked at.
 */
export class StoredRecord {
  private kept: BsonDocument | undefined;
  private bytes: Uint8Array;

  /** @param sequence grows with every insertion: natural order, and the tie-break of index entries */
  constructor(
    readonly sequence: number,
    document: BsonDocument,
    private readonly isOneOfMany: boolean,
  ) {
    this.bytes = encodeForStorage(document);
    if (!isOneOfMany) this.kept = document;
  }

  get encoded(): Uint8Array {
    return this.bytes;
  }

  get document(): BsonDocument {
    return this.kept ?? this.decoded();
  }

  /** Puts another version in the place of the document. */
  set(document: BsonDocument, encoded: Uint8Array): void {
    this.bytes = encoded;
    this.kept = this.isOneOfMany ? undefined : document;
  }

  private decoded(): BsonDocument {
    const forgotten = decodedLast[nextDecoded];
    if (forgotten) forgotten.kept = undefined;
    decodedLast[nextDecoded] = this;
    nextDecoded = (nextDecoded + 1) % MOST_DECODED_LAST;
    return (this.kept = deserialize(this.bytes, DECODING));
  }
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
