import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { Queue } from 'bullmq';
import { JobSchedules } from '../platform/queues/job-schedules';
import { ERASE_ACCOUNTS, PRIVACY_QUEUE, SWEEP_EXPORTS } from './privacy.queue';

const ERASE_EVERY_MS = 5 * 60_000;
const SWEEP_EVERY_MS = 60_000;

/** What the fleet does again and again, once. */
@Injectable()
export class PrivacySchedule implements OnApplicationBootstrap {
  constructor(
    private readonly schedules: JobSchedules,
    @InjectQueue(PRIVACY_QUEUE) private readonly queue: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.schedules.keep(this.queue, ERASE_ACCOUNTS, ERASE_EVERY_MS);
    this.schedules.keep(this.queue, SWEEP_EXPORTS, SWEEP_EVERY_MS);
  }
}
