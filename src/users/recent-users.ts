import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { RecentRecords } from '../platform/records/recent-records';
import { RecordChanges } from '../platform/records/record-changes';
import { User } from './user';

/** Accounts as their owners read them, over and over, while a page is open. */
@Injectable()
export class RecentUsers extends RecentRecords<User> {
  constructor(changes: RecordChanges, clock: Clock) {
    super('users', changes, clock);
  }
}
