import type { Model, mongo } from 'mongoose';
import { unlessThere } from './unless-there';

/**
 * Changes a document in one atomic step, and gives it as it is then; where there is none, one is made first. Not an
 * upsert: of several that find no document, compatible servers store every change and answer each with its own alone.
 * Past mongoose: nothing is cast, nothing gets a default.
 * @param initial what a new one has before the change
 */
export async function changeOrCreate<T extends { _id: string }>(
  model: Model<T>,
  id: string,
  initial: Omit<T, '_id'>,
  change: mongo.UpdateFilter<T>,
): Promise<T> {
  const documents = model.collection as unknown as mongo.Collection<T>;
  const named = { _id: id } as mongo.Filter<T>;
  for (;;) {
    const changed = await documents.findOneAndUpdate(named, change, { returnDocument: 'after' });
    if (changed) return changed as T;
    await unlessThere(documents.insertOne({ _id: id, ...initial } as mongo.OptionalUnlessRequiredId<T>));
  }
}
