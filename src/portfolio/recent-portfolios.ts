import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/clock';
import { RecentRecords } from '../platform/records/recent-records';
import { RecordChanges } from '../platform/records/record-changes';
import { Portfolio } from './portfolio';

/** Thousands of portfolios may be in memory, but not thousands of large ones. */
const MOST_LOTS = 100;
const MOST_NOTED = 5_000;

/** Portfolios as their owners read them, over and over, while a page is open. */
@Injectable()
export class RecentPortfolios extends RecentRecords<Portfolio> {
  private readonly large = new LRUCache<string, true>({ max: MOST_NOTED });

  constructor(changes: RecordChanges, clock: Clock) {
    super('portfolios', changes, clock);
  }

  /** Whether a portfolio was found to be too large to be kept, so that nobody reads its lots for its version alone. */
  isLarge(id: string): boolean {
    return this.large.has(id);
  }

  noteSize(portfolio: Portfolio): void {
    if (this.isWorthKeeping(portfolio)) this.large.delete(portfolio.id);
    else this.large.set(portfolio.id, true);
  }

  protected override isWorthKeeping({ assets }: Portfolio): boolean {
    return assets.length <= MOST_LOTS;
  }
}
