import { Connection } from 'mongoose';

/** Builds every index that the schemas declare; an index that exists stays as it is. */
export async function buildIndexes(connection: Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()));
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
