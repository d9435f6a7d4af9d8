import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { takenSlots } from '../platform/mongo/insert-into-free-slot';
import { WatchlistRecord } from './schemas/watchlist.schema';
import { Watchlist, WatchlistContent } from './watchlist';

@Injectable()
export class WatchlistsRepository {
  constructor(@InjectModel(WatchlistRecord.name) private readonly model: Model<WatchlistRecord>) {}

  /** @returns the slots that the user's lists take */
  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another list took the slot first */
  async insertIntoSlot(userId: string, slot: string, content: WatchlistContent): Promise<Watchlist | null> {
    try {
      return toWatchlist(
        (
          await this.model.create({ user_id: userId, slot, ...content, items: [...content.items] })
        ).toObject(),
      );
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** All of a user's lists, by position, then newest first. */
  async list(userId: string): Promise<Watchlist[]> {
    const records = await this.model.find({ user_id: userId }).sort({ position: 1, created_at: -1 }).lean();
    return records.map(toWatchlist);
  }

  async find(owner: Owner, id: string): Promise<Watchlist | null> {
    const record = await this.model.findOne({ _id: id, ...ownedBy(owner) }).lean();
    return record && toWatchlist(record);
  }

  /** @param version the only one to be changed; any when left out. @returns null when there was none */
  async update(
    owner: Owner,
    id: string,
    change: Partial<WatchlistContent>,
    version?: number,
  ): Promise<Watchlist | null> {
    const record = await this.model
      .findOneAndUpdate(
        { _id: id, ...ownedBy(owner), ...(version !== undefined && { version }) },
        { $set: change, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return record && toWatchlist(record);
  }

  /** @param version as for `update`. @returns whether there was one */
  async delete(owner: Owner, id: string, version?: number): Promise<boolean> {
    const filter = { _id: id, ...ownedBy(owner), ...(version !== undefined && { version }) };
    const { deletedCount } = await this.model.deleteOne(filter);
    return deletedCount > 0;
  }

  /** The symbols of every list of every user, in no particular order. */
  async *symbols(): AsyncGenerator<{ id: string; user_id: string; symbols: string[] }> {
    for await (const { _id, user_id, items } of this.model.find({}, { user_id: 1, items: 1 }).lean().cursor())
      yield {
        id: _id.toHexString(),
        user_id: user_id.toHexString(),
        symbols: items.map(({ symbol }) => symbol),
      };
  }
}

function toWatchlist(record: WatchlistRecord): Watchlist {
  const { _id, user_id, name, position, items, version, created_at, updated_at } = record;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    name,
    position,
    items: items.map(({ symbol, note, target_price }) => ({ symbol, note, target_price })),
    version,
    created_at,
    updated_at,
  };
}
