import type { Job } from 'bullmq';
import type { Sort } from '../common/paging/sort';
import { sortedRows } from '../common/paging/sorted-rows';

export type FailedJobSort = Sort<'failed_at' | 'created_at' | 'name'>;

/** A copy in the order asked for, equals by id. */
export function sortedJobs(jobs: readonly Job[], sort: FailedJobSort): Job[] {
  const byId = sortedRows(jobs, 'id', ({ id = '' }) => id);
  return sortedRows(byId, sort, ({ name, timestamp, finishedOn = null }, field) => {
    if (field === 'name') return name;
    return field === 'created_at' ? timestamp : finishedOn;
  });
}
