import { Long } from 'bson';
import { CommandError } from './command-error';
import type { CursorBatch } from './cursor-reply';

const DEFAULT_FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60 * 1000;

interface OpenCursor {
  readonly namespace: string;
  readonly documents: readonly Uint8Array[];
  position: number;
  usedAt: number;
}

/** The results clients have not read to the end yet. A cursor is a snapshot of the moment it was opened. */
export class CursorRegistry {
  private readonly cursors = new Map<string, OpenCursor>();
  private nextId = 1;

  get size(): number {
    return this.cursors.size;
  }

  /** The first batch; the rest is kept under a cursor id unless the client wants one batch only. */
  open(
    namespace: string,
    documents: readonly Uint8Array[],
    batchSize?: number,
    singleBatch = false,
  ): CursorBatch {
    const cursor: OpenCursor = { namespace, documents, position: 0, usedAt: Date.now() };
    const batch = take(cursor, batchSize ?? DEFAULT_FIRST_BATCH);
    const isFinished = singleBatch || cursor.position >= documents.length;
    const id = isFinished ? Long.ZERO : Long.fromNumber(this.nextId++);
    if (!isFinished) this.cursors.set(id.toString(), cursor);
    return { field: 'firstBatch', documents: batch, cursorId: id, namespace };
  }

  /** The next batch of an open cursor; the last one closes it. */
  next(id: Long, namespace: string, batchSize?: number): CursorBatch {
    const cursor = this.cursors.get(id.toString());
    if (!cursor) throw new CommandError(43, `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(13, `cursor ${id.toString()} belongs to ${cursor.namespace}`);
    cursor.usedAt = Date.now();
    const documents = take(cursor, batchSize || Infinity);
    const isFinished = cursor.position >= cursor.documents.length;
    if (isFinished) this.cursors.delete(id.toString());
    return { field: 'nextBatch', documents, cursorId: isFinished ? Long.ZERO : id, namespace };
  }

  /** Closes a cursor; false if it is not open. */
  kill(id: Long): boolean {
    return this.cursors.delete(id.toString());
  }

  /** Closes the cursors nobody has read for ten minutes, as the server does. */
  dropIdle(now: Date): void {
    for (const [id, { usedAt }] of this.cursors)
      if (now.getTime() - usedAt > IDLE_MS) this.cursors.delete(id);
  }

  /** Closes the cursors over a collection that is dropped. */
  dropNamespace(namespace: string): void {
    for (const [id, cursor] of this.cursors) if (cursor.namespace === namespace) this.cursors.delete(id);
  }
}

/** As many documents as asked for, but no more than fit into a reply; always one if there is one. */
function take(cursor: OpenCursor, count: number): Uint8Array[] {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  while (batch.length < count && cursor.position < cursor.documents.length) {
    const next = cursor.documents[cursor.position]!;
    if (batch.length > 0 && bytes + next.byteLength > MAX_BATCH_BYTES) break;
    bytes += next.byteLength;
    batch.push(next);
    cursor.position += 1;
  }
  return batch;
}
