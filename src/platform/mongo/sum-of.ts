import type { Model, QueryFilter } from 'mongoose';

/** The sum of a number over the documents that match; those without it count nothing. */
export async function sumOf<T>(
  model: Model<T>,
  which: QueryFilter<T>,
  field: keyof T & string,
): Promise<number> {
  const matching = model.find(which).cast(model) as QueryFilter<T>;
  const [all] = await model.aggregate<{ sum: number }>([
    { $match: matching },
    { $group: { _id: null, sum: { $sum: `$${field}` } } },
  ]);
  return all?.sum ?? 0;
}
