import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import type { PortfolioHead } from '../portfolio';
import { PortfolioRecord } from '../schemas/portfolio.schema';

/** More than anybody dismisses by hand. */
const MOST_DISMISSED = 2_000;

/** Which issues of a portfolio were dismissed, and how many were open when they were last looked for. */
@Injectable()
export class IssuesRepository {
  constructor(@InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>) {}

  async dismissed({ id, user_id }: PortfolioHead): Promise<ReadonlySet<string>> {
    const record = await this.portfolios.findOne({ _id: id, user_id }, { dismissed_issues: 1 }).lean();
    return new Set(record?.dismissed_issues ?? []);
  }

  async dismiss({ id, user_id }: PortfolioHead, issueId: string): Promise<void> {
    await this.portfolios.updateOne(
      { _id: id, user_id, dismissed_issues: mongoose.trusted({ $ne: issueId }) },
      { $push: { dismissed_issues: { $each: [issueId], $slice: -MOST_DISMISSED } } },
      { timestamps: false },
    );
  }

  async restore({ id, user_id }: PortfolioHead, issueId: string): Promise<void> {
    await this.portfolios.updateOne(
      { _id: id, user_id },
      { $pull: { dismissed_issues: issueId } },
      { timestamps: false },
    );
  }

  async count({ id, user_id }: PortfolioHead, open_issues: number): Promise<void> {
    await this.portfolios.updateOne({ _id: id, user_id }, { $set: { open_issues } }, { timestamps: false });
  }
}
