import type { Databases } from './databases';

/** Removes the documents whose TTL index says their time has come; gives their number. */
export function removeExpired(databases: Databases, now: Date): number {
  let removed = 0;
  for (const collection of databases.all()) {
    for (const { definition } of collection.indexes.values()) {
      if (definition.expireAfterSeconds === undefined) continue;
      const cutoff = new Date(now.getTime() - definition.expireAfterSeconds * 1000);
      const due = {
        $and: [definition.partialFilter ?? {}, { [definition.fields[0]!.field]: { $lte: cutoff } }],
      };
      for (const record of collection.find({ filter: due })) {
        collection.remove(record);
        removed += 1;
      }
    }
  }
  return removed;
}
