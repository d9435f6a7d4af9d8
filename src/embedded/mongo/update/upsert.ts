import { BSONRegExp } from 'bson';
import { isDocument, isOperatorCondition, type BsonDocument } from '../document';
import { isReplacement, type Update } from './update';
import { Slot } from './slot';

/** The document an upsert inserts when its filter matches nothing: the filter's equalities, then the update. */
export function upsertedDocument(filter: BsonDocument, update: unknown, apply: Update): BsonDocument {
  const seed: BsonDocument = {};
  for (const [path, value] of equalities(filter)) {
    // A replacement takes over nothing but the identity.
    if (!isReplacement(update) || path === '_id') new Slot(seed, path.split('.')).set(value);
  }
  return apply(seed, true);
}

function equalities(filter: BsonDocument): [path: string, value: unknown][] {
  return Object.entries(filter).flatMap(([field, condition]): [string, unknown][] => {
    if (field === '$and' && Array.isArray(condition)) {
      return condition.flatMap((branch) => (isDocument(branch) ? equalities(branch) : []));
    }
    if (field === '$or' && Array.isArray(condition) && condition.length === 1 && isDocument(condition[0]))
      return equalities(condition[0]);
    if (field.startsWith('$') || condition instanceof BSONRegExp) return [];
    if (!isOperatorCondition(condition)) return [[field, condition]];
    if ('$eq' in condition) return [[field, condition.$eq]];
    const single = [condition.$in, condition.$all].find(
      (list) => Array.isArray(list) && list.length === 1,
    ) as [unknown] | undefined;
    return single && !isDocument(single[0]) ? [[field, single[0]]] : [];
  });
}
