import { Long, serialize } from 'bson';

/** A batch of documents that are encoded already, as `find`, `aggregate`, `getMore` and the list commands answer. */
export interface CursorBatch {
  readonly field: 'firstBatch' | 'nextBatch';
  readonly documents: readonly Uint8Array[];
  /** 0 when the batch is the last. */
  readonly cursorId: Long;
  readonly namespace: string;
}

const DOCUMENT = 0x03;
const ARRAY = 0x04;

/** `{ cursor: { firstBatch: […], id, ns }, ok: 1 }` with the documents' bytes copied in as they are. */
export function encodeCursorReply({ field, documents, cursorId, namespace }: CursorBatch): Uint8Array {
  const elements = documents.flatMap((document, at) => [
    Buffer.from([DOCUMENT]),
    cString(String(at)),
    document,
  ]);
  const cursor = wrap([
    Buffer.from([ARRAY]),
    cString(field),
    wrap(elements),
    fieldsOf({ id: cursorId, ns: namespace }),
  ]);
  return wrap([Buffer.from([DOCUMENT]), cString('cursor'), cursor, fieldsOf({ ok: 1 })]);
}

/** The elements of a document without its length and its closing zero. */
function fieldsOf(document: Record<string, unknown>): Uint8Array {
  return serialize(document).subarray(4, -1);
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function wrap(elements: readonly Uint8Array[]): Buffer {
  const size = elements.reduce((sum, element) => sum + element.byteLength, 5);
  const length = Buffer.alloc(4);
  length.writeInt32LE(size, 0);
  return Buffer.concat([length, ...elements, Buffer.alloc(1)], size);
}
