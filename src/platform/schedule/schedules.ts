import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { scheduledRunsEnded } from './one-at-a-time.decorator';

/** Ends what this process does on a timer: no run begins any more, and the one that goes on is waited for. */
@Injectable()
export class Schedules implements BeforeApplicationShutdown {
  constructor(private readonly registry: SchedulerRegistry) {}

  async beforeApplicationShutdown(): Promise<void> {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    for (const name of this.registry.getCronJobs().keys()) this.registry.deleteCronJob(name);
    await scheduledRunsEnded();
  }
}
