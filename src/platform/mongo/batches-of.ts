import { setImmediate } from 'node:timers/promises';
import type { mongo } from 'mongoose';

/** What a cursor finds, batch by batch as the store sends it: others get their turn on the event loop in between. */
export async function* batchesOf<T>(cursor: mongo.FindCursor<T>): AsyncGenerator<T[]> {
  try {
    while (await cursor.hasNext()) {
      yield cursor.readBufferedDocuments();
      await setImmediate();
    }
  } finally {
    await cursor.close();
  }
}
