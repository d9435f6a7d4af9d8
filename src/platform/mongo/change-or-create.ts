import { Model, UpdateQuery } from 'mongoose';
import { createOnce } from './create-once';

/**
 * Changes a document in one atomic step, and gives it as it is then; where there is none, one is made first. Not an
 * upsert: of several that find no document, compatible servers store every change and answer each with its own alone.
 * @param initial what a new one has before the change
 */
export async function changeOrCreate<T>(
  model: Model<T>,
  id: string,
  initial: object,
  change: UpdateQuery<T>,
): Promise<T> {
  for (;;) {
    const changed = await model.findByIdAndUpdate(id, change, { returnDocument: 'after' }).lean<T>();
    if (changed) return changed;
    await createOnce(model, id, initial);
  }
}
