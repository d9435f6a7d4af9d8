import type { Job } from 'bullmq';
import { FailedJobSort, sortedJobs } from './sorted-jobs';

const jobOf = (id: string, name: string, timestamp: number, finishedOn?: number) =>
  ({ id, name, timestamp, finishedOn }) as Job;
const JOBS = [jobOf('3', 'b', 3, 9), jobOf('1', 'a', 4), jobOf('2', 'b', 1, 9), jobOf('4', 'c', 2, 7)];
const idsBy = (sort: FailedJobSort) => sortedJobs(JOBS, sort).map(({ id }) => id);

describe('failed jobs', () => {
  it('are sorted by when they failed and were made and by name, equals by id', () => {
    expect(idsBy('-failed_at')).toEqual(['2', '3', '4', '1']);
    expect(idsBy('failed_at')).toEqual(['4', '2', '3', '1']);
    expect(idsBy('created_at')).toEqual(['2', '4', '3', '1']);
    expect(idsBy('-name')).toEqual(['4', '2', '3', '1']);
  });
});
