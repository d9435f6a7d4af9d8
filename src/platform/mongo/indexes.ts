import type { Connection, mongo } from 'mongoose';

/** What to do about a missing index. */
export const SET_UP = 'run `npm run setup:production`, in a container `node dist/cli/setup-production.js`';

/**
 * Builds every index that the schemas declare, and drops those they name as retired; any other stays as it is. One
 * collection after the other, so that a busy database has connections left for everybody else.
 */
export async function buildIndexes(connection: Connection): Promise<void> {
  for (const { collection, schema } of Object.values(connection.models)) {
    const declared = schema
      .indexes()
      .map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
    if (declared.length > 0) await collection.createIndexes(declared);
    const { retiredIndexes = [] } = schema.statics as { retiredIndexes?: string[] };
    if (retiredIndexes.length === 0) continue;
    const built = await collection.indexes();
    for (const name of retiredIndexes) {
      if (built.some((index) => index.name === name)) await collection.dropIndex(name);
    }
  }
}

/** @returns the declared indexes that the database lacks, as `collection: {"field":1}` */
export async function missingIndexes(connection: Connection): Promise<string[]> {
  const perModel = await Promise.all(
    Object.values(connection.models).map(async (model) => {
      const { toCreate } = await model.diffIndexes();
      return toCreate.map((index) => `${model.collection.name}: ${JSON.stringify(index)}`);
    }),
  );
  return perModel.flat();
}
