import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Clock } from '../../common/clock';
import { Environment } from '../../config/environment';
import { JobSchedules } from '../../platform/queues/job-schedules';
import { ReportSupervisor } from '../making/report-supervisor';
import { ReportWorkRepository } from '../making/report-work.repository';
import { EXPIRE_REPORTS, REPORTS_QUEUE } from '../making/reports.queue';
import { DAY_MS } from '../../common/calendar/day-length';

const HOUR = 3_600_000;

/** Once an hour in the whole fleet: what is older than REPORT_RETENTION_DAYS goes, file and all. */
@Injectable()
export class ReportExpiry implements OnApplicationBootstrap {
  private readonly logger = new Logger(ReportExpiry.name);

  constructor(
    private readonly work: ReportWorkRepository,
    private readonly supervisor: ReportSupervisor,
    private readonly schedules: JobSchedules,
    private readonly environment: Environment,
    private readonly clock: Clock,
    @InjectQueue(REPORTS_QUEUE) private readonly queue: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.schedules.keep(this.queue, EXPIRE_REPORTS, HOUR);
  }

  async expire(): Promise<void> {
    const cutoff = new Date(this.clock.now().getTime() - this.environment.REPORT_RETENTION_DAYS * DAY_MS);
    const expired = await this.work.expire(cutoff);
    if (expired > 0) this.logger.log(`${expired} reports ordered before ${cutoff.toISOString()} expired`);
    await this.supervisor.supervise();
  }
}
