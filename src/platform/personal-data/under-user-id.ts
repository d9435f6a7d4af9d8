import { Types } from 'mongoose';
import type { NamedAccount, PersonalTable } from './personal-data';

type Filter = Record<string, unknown>;

/** A model, as far as it is needed here. */
export interface Kept {
  readonly collection: {
    readonly name: string;
    find(filter: Filter, options: { projection: Record<string, 1> }): AsyncIterable<object>;
    deleteMany(filter: Filter): Promise<unknown>;
  };
}

export const collectionsOf = (...models: Kept[]): string[] => models.map(({ collection }) => collection.name);

/** Removes the documents that name an account as `user_id`. */
export async function eraseUnderUserId({ userId }: Pick<NamedAccount, 'userId'>, ...models: Kept[]) {
  const user_id = new Types.ObjectId(userId);
  for (const { collection } of models) await collection.deleteMany({ user_id });
}

/**
 * Some fields of the documents that name an account as `user_id`; ids become text, `_id` becomes `id`.
 * @param fields those that are told; none that is not named
 * @param which what more must hold of a document
 */
export function tableUnderUserId(
  { collection }: Kept,
  userId: string,
  { name = collection.name, fields, which = {} }: { name?: string; fields: string[]; which?: Filter },
): PersonalTable {
  const projection = Object.fromEntries(['_id', ...fields].map((field) => [field, 1] as const));
  const found = collection.find({ user_id: new Types.ObjectId(userId), ...which }, { projection });
  return { name, columns: ['id', ...fields], rows: toldRows(found) };
}

async function* toldRows(documents: AsyncIterable<object>): AsyncGenerator<object> {
  for await (const document of documents) yield toldDocument(document);
}

/** A stored document as it is shown. */
export function toldDocument({ _id, ...fields }: { _id?: unknown }): object {
  return told({ ...(_id !== undefined && { id: _id }), ...fields }) as object;
}

function told(value: unknown): unknown {
  if (value instanceof Types.ObjectId) return value.toHexString();
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(told);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, told(part)]));
}
