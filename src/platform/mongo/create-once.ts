import { Model } from 'mongoose';
import { isDuplicateKey } from './duplicate-key';

/** Stores a document under an id; where there is one already, that one stays and is given. */
export async function createOnce<T>(model: Model<T>, id: string, content: object): Promise<T> {
  try {
    const created = await model.create({ _id: id, ...content } as unknown as T);
    return created.toObject<T>();
  } catch (error) {
    const existing = isDuplicateKey(error) && (await model.findById(id).lean<T>());
    if (!existing) throw error;
    return existing;
  }
}
