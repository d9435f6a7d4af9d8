import { Query, Schema, Types } from 'mongoose';
import { RecentRecords } from './recent-records';

const WRITES = [
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
] as const;
const OF_QUERIES = { document: false, query: true } as const;

type Write = Query<unknown, unknown>;

/**
 * Makes every write by a query of this schema's model known to those who keep its records in memory.
 * @throws Error at a write whose filter does not name one record by its `_id`
 */
export function announceWrites(
  schema: Schema,
  records: Pick<RecentRecords<object>, 'announce' | 'changed'>,
): void {
  schema.pre<Write>([...WRITES], OF_QUERIES, function () {
    return records.announce(writtenBy(this));
  });
  schema.post<Write>([...WRITES], OF_QUERIES, function () {
    records.changed(writtenBy(this));
  });
}

function writtenBy(write: Write): string {
  const { _id: id } = write.getFilter() as { _id?: unknown };
  if (typeof id === 'string' || id instanceof Types.ObjectId) return new Types.ObjectId(id).toHexString();
  throw new Error(`a write to ${write.model.collection.name} names no record by its _id`);
}
