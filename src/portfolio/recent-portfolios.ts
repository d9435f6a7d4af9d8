import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { RecentRecords } from '../platform/records/recent-records';
import { RecordChanges } from '../platform/records/record-changes';
import { Portfolio } from './portfolio';

/** Thousands of portfolios may be in memory, but not thousands of large ones. */
const MOST_LOTS = 100;

/** Portfolios as their owners read them, over and over, while a page is open. */
@Injectable()
export class RecentPortfolios extends RecentRecords<Portfolio> {
  constructor(changes: RecordChanges, clock: Clock) {
    super('portfolios', changes, clock);
  }

  protected override isWorthKeeping({ assets }: Portfolio): boolean {
    return assets.length <= MOST_LOTS;
  }
}
