import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { RecentRecords } from '../../../platform/records/recent-records';
import { RecordChanges } from '../../../platform/records/record-changes';
import { StoredSeries } from './stored-series';

/** What is stored of symbols' history, by symbol; the bars themselves are kept by its revisions. */
@Injectable()
export class RecentSeries extends RecentRecords<readonly StoredSeries[]> {
  constructor(changes: RecordChanges, clock: Clock) {
    super('series', changes, clock);
  }
}
