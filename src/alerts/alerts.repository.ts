import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { Owner, ownedBy } from '../common/identity/owner';
import { PageRequest } from '../common/paging/cursor';
import { takenSlots } from '../platform/mongo/insert-into-free-slot';
import { Alert, AlertCondition } from './alert';
import { codesOfUnit } from '../analytics/ledger/model/minor-units';
import { priceIn, QuotedPrice } from './alert-unit';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { AlertRecord } from './schemas/alert.schema';

export interface AlertWish {
  symbol: string;
  condition: AlertCondition;
  price: number;
  /** null: the unit that the exchange quotes in, which nobody has told yet */
  currency: string | null;
}

/** An alert with the price that reaches it, in its unit. */
export interface ReachedAlert {
  id: string;
  currency: string;
  price: number;
}

export type AlertFilter = Partial<Pick<Alert, 'state' | 'symbol'>>;

@Injectable()
export class AlertsRepository {
  constructor(@InjectModel(AlertRecord.name) private readonly model: Model<AlertRecord>) {}

  /** @returns the slots that the user's active alerts hold */
  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.model, userId);
  }

  /** @returns null when another alert took the slot first */
  async insertIntoSlot(userId: string, slot: string, wish: AlertWish): Promise<Alert | null> {
    try {
      return toAlert((await this.model.create({ user_id: userId, slot, ...wish })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** @returns one more than `limit` where there is more */
  async page(userId: string, { state, symbol }: AlertFilter, page: PageRequest): Promise<Alert[]> {
    const which = { ...(state && { state }), ...(symbol && { symbol }) };
    const rows = await this.model
      .find({ user_id: userId, ...which, ...behind(page) })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return rows.map(toAlert);
  }

  async find(owner: Owner, id: string): Promise<Alert | null> {
    const found = await this.model.findOne({ _id: id, ...ownedBy(owner) }).lean();
    return found && toAlert(found);
  }

  async delete(owner: Owner, id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: id, ...ownedBy(owner) });
    return deletedCount > 0;
  }

  /** Every alert that waits, in no particular order. */
  async *active(): AsyncGenerator<{ id: string; user_id: string; symbol: string }> {
    const found = this.model.find({ state: 'active' }, { user_id: 1, symbol: 1 }).lean().cursor();
    for await (const { _id, user_id, symbol } of found)
      yield { id: _id.toHexString(), user_id: user_id.toHexString(), symbol };
  }

  /** @returns active alerts that one of the prices reaches, each by the price in its own unit */
  async reachedBy(prices: QuotedPrice[], limit: number): Promise<ReachedAlert[]> {
    const rows = await this.model
      .find({ state: 'active', $or: prices.flatMap(reachedByOne) }, { symbol: 1, currency: 1 })
      .limit(limit)
      .lean();
    const priceOf = new Map(prices.map((price) => [price.symbol, price]));
    return rows.map(({ _id, symbol, currency }) => {
      const price = priceOf.get(symbol)!;
      const unit = currency === undefined ? price.currency : (currency ?? price.quotedIn);
      return { id: _id.toHexString(), currency: unit, price: priceIn(unit, price) };
    });
  }

  /** @returns the alert if this very call fired it, else null */
  async fire({ id, price, currency }: ReachedAlert, at: Date): Promise<Alert | null> {
    const fired = await this.model
      .findOneAndUpdate(
        { _id: id, state: 'active' },
        { $set: { state: 'fired', fired_at: at, fired_price: price, currency }, $unset: { slot: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return fired && toAlert(fired);
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
    return (await this.model.find(filter).limit(limit).lean()).map(toAlert);
  }
}

/** What alerts a price reaches, by the units that they can be told in. */
function reachedByOne(quoted: QuotedPrice) {
  const { symbol, price, currency, quotedIn, trueAt } = quoted;
  const waiting = trueAt && { created_at: mongoose.trusted({ $lte: trueAt }) };
  const inUnit = (at: number, unit: object) => [
    { symbol, condition: 'above' as const, price: mongoose.trusted({ $lte: at }), ...unit, ...waiting },
    { symbol, condition: 'below' as const, price: mongoose.trusted({ $gte: at }), ...unit, ...waiting },
  ];
  // Here null stands for alerts without a unit too, which mean the same.
  if (quotedIn === currency) return inUnit(price, { currency: mongoose.trusted({ $in: [currency, null] }) });
  return [
    ...inUnit(price, { currency }),
    ...inUnit(price, { currency: mongoose.trusted({ $exists: false }) }),
    ...inUnit(priceIn(quotedIn, quoted), { currency: mongoose.trusted({ $in: codesOfUnit(quotedIn) }) }),
    ...inUnit(priceIn(quotedIn, quoted), { currency: mongoose.trusted({ $eq: null, $exists: true }) }),
  ];
}

function toAlert(row: AlertRecord): Alert {
  const {
    _id,
    user_id,
    symbol,
    condition,
    price,
    currency = null,
    state,
    fired_at,
    fired_price,
    created_at,
  } = row;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    symbol,
    condition,
    price,
    currency,
    state,
    fired_at,
    fired_price,
    created_at,
  };
}
