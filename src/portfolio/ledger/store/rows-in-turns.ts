import type { Model, Types } from 'mongoose';
import { batchesOf } from '../../../platform/mongo/batches-of';
import type { LedgerRow } from '../../schemas/ledger-row';
import { inParts } from '../../../common/in-parts';

/** So many are written well before the store counts as silent. */
export const ROWS_AT_ONCE = 500;

/** The `_id`s of rows. @param filter for the driver, which casts nothing */
export async function idsOf(model: Model<LedgerRow>, filter: object): Promise<Types.ObjectId[]> {
  const options = { projection: { _id: 1 }, batchSize: ROWS_AT_ONCE };
  const ids: Types.ObjectId[] = [];
  for await (const batch of batchesOf(model.collection.find<{ _id: Types.ObjectId }>(filter, options)))
    ids.push(...batch.map((row) => row._id));
  return ids;
}

/** So few at once that the store goes on answering others. Past mongoose, which would cast each id. */
export async function updateInTurns(
  model: Model<LedgerRow>,
  owned: { portfolio_id: Types.ObjectId; user_id: Types.ObjectId },
  ids: readonly Types.ObjectId[],
  $set: Partial<LedgerRow>,
): Promise<void> {
  for (const some of inParts(ids, ROWS_AT_ONCE))
    await model.collection.updateMany({ ...owned, _id: { $in: [...some] } }, { $set });
}
