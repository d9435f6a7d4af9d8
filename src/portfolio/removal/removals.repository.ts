import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import type { OwnedPortfolio } from '../portfolio';
import { PortfolioRemovalRecord } from '../schemas/portfolio-removal.schema';

/** A removal under way. */
export interface Removal {
  id: string;
  portfolio: OwnedPortfolio;
  begun_at: Date;
}

@Injectable()
export class RemovalsRepository {
  constructor(
    @InjectModel(PortfolioRemovalRecord.name) private readonly removals: Model<PortfolioRemovalRecord>,
  ) {}

  async begin({ id, user_id }: OwnedPortfolio, begun_at: Date): Promise<string> {
    const { _id } = await this.removals.create({ portfolio_id: id, user_id, begun_at });
    return _id.toHexString();
  }

  async end(id: string, { user_id }: OwnedPortfolio): Promise<void> {
    await this.removals.deleteOne({ _id: id, user_id });
  }

  /** Those that began before a moment, oldest first. */
  async before(moment: Date, most: number): Promise<Removal[]> {
    const records = await this.removals
      .find({ begun_at: mongoose.trusted({ $lt: moment }) })
      .sort({ begun_at: 1 })
      .limit(most)
      .lean();
    return records.map(({ _id, portfolio_id, user_id, begun_at }) => ({
      id: _id.toHexString(),
      portfolio: { id: portfolio_id.toHexString(), user_id: user_id.toHexString() },
      begun_at,
    }));
  }
}
