import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Owner, ownedBy } from '../common/identity/owner';
import { Position } from '../common/paging/cursor';
import { createOnce } from '../platform/mongo/create-once';
import { Asset, Portfolio, PortfolioContent } from './portfolio';
import { PortfolioRecord } from './schemas/portfolio.schema';

@Injectable()
export class PortfoliosRepository {
  constructor(@InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>) {}

  /** @returns the portfolio, or the one that has the id already */
  async create(userId: string, content: PortfolioContent, id: string): Promise<Portfolio> {
    return portfolioOf(await createOnce(this.portfolios, id, { user_id: userId, ...recordOf(content) }));
  }

  async find(owner: Owner, id: string): Promise<Portfolio | null> {
    const record = await this.portfolios.findOne({ _id: id, ...ownedBy(owner) }).lean();
    return record && portfolioOf(record);
  }

  async exists({ id, user_id }: Portfolio): Promise<boolean> {
    return (await this.portfolios.exists({ _id: id, user_id })) !== null;
  }

  /** Newest first, at most `limit`, after a position. */
  async list(userId: string, limit: number, after?: Position): Promise<Portfolio[]> {
    const records = await this.portfolios
      .find({ user_id: userId, ...(after && olderThan(after)) })
      .sort({ created_at: -1, _id: -1 })
      .limit(limit)
      .lean();
    return records.map(portfolioOf);
  }

  /** @param version the only one to be replaced; any when left out. @returns null when there was none */
  async replace(
    owner: Owner,
    id: string,
    content: Partial<PortfolioContent>,
    version?: number,
  ): Promise<Portfolio | null> {
    const record = await this.portfolios
      .findOneAndUpdate(
        { _id: id, ...ownedBy(owner), ...(version !== undefined && { version }) },
        { $set: recordOf(content), $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return record && portfolioOf(record);
  }

  /** @returns whether there was one */
  async delete(owner: Owner, id: string): Promise<boolean> {
    const { deletedCount } = await this.portfolios.deleteOne({ _id: id, ...ownedBy(owner) });
    return deletedCount > 0;
  }
}

/** The rest of a newest-first list; ids break the tie of one instant. */
function olderThan({ created_at, id }: Position) {
  const { ObjectId } = mongoose.Types;
  return {
    $or: [
      { created_at: mongoose.trusted({ $lt: created_at }) },
      { created_at, _id: mongoose.trusted({ $lt: new ObjectId(id) }) },
    ],
  };
}

function recordOf({ assets, ...rest }: Partial<PortfolioContent>) {
  return { ...rest, ...(assets && { assets: assets.map(assetRecordOf) }) };
}

function assetRecordOf(asset: Asset) {
  return { ...asset, purchase_date: new Date(`${asset.purchase_date}T00:00:00Z`) };
}

function portfolioOf({ _id, user_id, assets, ...rest }: PortfolioRecord): Portfolio {
  return {
    ...rest,
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    assets: assets.map(({ purchase_date, ...asset }) => ({
      ...asset,
      purchase_date: calendarDayOf(purchase_date),
    })),
  };
}
