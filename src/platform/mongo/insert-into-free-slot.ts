import { randomInt } from 'node:crypto';
import mongoose, { type Model } from 'mongoose';

/**
 * Inserts under a cap that parallel inserts cannot pass: each document holds one of `cap` slots, `<owner>:<n>`, under a
 * unique index. Slots are tried in random order, so that inserts in parallel seldom want the same one.
 *
 * @param taken tells the slots in use
 * @param insert returns null when another document took the slot first
 * @param known the slots in use, where they were read a moment ago
 * @returns null when every slot is taken
 */
export async function insertIntoFreeSlot<T>(
  owner: string,
  cap: number,
  taken: () => Promise<string[]>,
  insert: (slot: string) => Promise<T | null>,
  known?: readonly string[],
): Promise<T | null> {
  for (let slots = known ?? (await taken()); ; slots = await taken()) {
    const used = new Set(slots);
    const free = Array.from({ length: cap }, (_, n) => `${owner}:${n}`).filter((slot) => !used.has(slot));
    const slot = free[randomInt(Math.max(free.length, 1))];
    if (slot === undefined) return null;
    const inserted = await insert(slot);
    if (inserted) return inserted;
  }
}

/** A condition on the slots of an owner, whichever of them. */
export const slotsOf = (owner: string) => mongoose.trusted({ $gte: `${owner}:`, $lt: `${owner};` });

/** The slots that an owner's documents hold. */
export async function takenSlots<T extends { slot?: string }>(
  model: Model<T>,
  owner: string,
): Promise<string[]> {
  const holders = await model.find({ slot: slotsOf(owner) }, { _id: 0, slot: 1 }).lean<{ slot: string }[]>();
  return holders.map(({ slot }) => slot);
}
