import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { Position } from '../common/paging/cursor';
import { Alert, AlertCondition, ObservedPrice } from './alert';
import { olderThan } from '../platform/mongo/older-than';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { AlertDocument } from './schemas/alert.schema';

export interface AlertWish {
  symbol: string;
  condition: AlertCondition;
  price: number;
}

@Injectable()
export class AlertsRepository {
  constructor(@InjectModel(AlertDocument.name) private readonly model: Model<AlertDocument>) {}

  /** @returns the slots that the user's active alerts hold */
  async slotsOf(userId: string): Promise<string[]> {
    const rows = await this.model.find({ user_id: userId, state: 'active' }, { slot: 1 }).lean();
    return rows.flatMap(({ slot }) => slot ?? []);
  }

  /** @returns null when another alert took the slot first */
  async insertIntoSlot(userId: string, slot: string, wish: AlertWish): Promise<Alert | null> {
    try {
      return show((await this.model.create({ user_id: userId, slot, ...wish })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** @returns newest first, one more than `limit` where there is more */
  async page(userId: string, { limit, after }: { limit: number; after?: Position }): Promise<Alert[]> {
    const rows = await this.model
      .find({ user_id: userId, ...olderThan(after) })
      .sort({ created_at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return rows.map(show);
  }

  async find(owner: Owner, id: string): Promise<Alert | null> {
    const found = await this.model.findOne({ _id: id, ...ownedBy(owner) }).lean();
    return found && show(found);
  }

  async delete(owner: Owner, id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: id, ...ownedBy(owner) });
    return deletedCount > 0;
  }

  symbolsWithActive(): Promise<string[]> {
    return this.model.distinct('symbol', { state: 'active' });
  }

  /** @returns the ids of active alerts that one of the prices reaches */
  async reachedBy(prices: ObservedPrice[], limit: number): Promise<{ id: string; symbol: string }[]> {
    const reached = prices.flatMap(({ symbol, price }) => [
      { symbol, condition: 'above' as const, price: mongoose.trusted({ $lte: price }) },
      { symbol, condition: 'below' as const, price: mongoose.trusted({ $gte: price }) },
    ]);
    const rows = await this.model.find({ state: 'active', $or: reached }, { symbol: 1 }).limit(limit).lean();
    return rows.map(({ _id, symbol }) => ({ id: _id.toHexString(), symbol }));
  }

  /** @returns the alert if this very call fired it, else null */
  async fire(id: string, price: number, at: Date): Promise<Alert | null> {
    const fired = await this.model
      .findOneAndUpdate(
        { _id: id, state: 'active' },
        { $set: { state: 'fired', fired_at: at, fired_price: price }, $unset: { slot: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return fired && show(fired);
  }

  async markNotified(id: string, at: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { notified_at: at });
  }

  async findUnnotifiedBefore(before: Date, limit: number): Promise<Alert[]> {
    const filter = {
      state: 'fired' as const,
      notified_at: null,
      fired_at: mongoose.trusted({ $lt: before }),
    };
    return (await this.model.find(filter).limit(limit).lean()).map(show);
  }
}

function show(row: AlertDocument): Alert {
  const { _id, user_id, symbol, condition, price, state, fired_at, fired_price, created_at } = row;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    symbol,
    condition,
    price,
    state,
    fired_at,
    fired_price,
    created_at,
  };
}
