import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Job } from 'bullmq';
import { QueueState } from '../queues.service';

const moment = { type: String, format: 'date-time', nullable: true };

@ApiSchema({ name: 'Queue' })
export class QueueDto {
  @ApiProperty({ example: 'reports' })
  name: string;

  @ApiProperty({ example: 3, type: 'integer' })
  waiting: number;

  @ApiProperty({ example: 2, type: 'integer' })
  active: number;

  @ApiProperty({
    example: 0,
    type: 'integer',
    description: 'Those that wait for their time, or to be tried again.',
  })
  delayed: number;

  @ApiProperty({ example: 1, type: 'integer' })
  failed: number;

  @ApiProperty({
    ...moment,
    example: '2026-01-31T09:00:00.000Z',
    description: 'Since when the oldest one waits.',
  })
  oldest_waiting_at: string | null;

  static of({ oldest_waiting_at, ...state }: QueueState): QueueDto {
    return { ...state, oldest_waiting_at: oldest_waiting_at?.toISOString() ?? null };
  }
}

@ApiSchema({ name: 'QueueList' })
export class QueueListDto {
  @ApiProperty({ type: [QueueDto] })
  items: QueueDto[];
}

@ApiSchema({ name: 'FailedJob' })
export class FailedJobDto {
  @ApiProperty({ example: 'report-665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'make-report' })
  name: string;

  @ApiProperty({ example: 4, type: 'integer' })
  attempts: number;

  @ApiProperty({ example: 'The database was away.', description: 'Why the last attempt failed.' })
  reason: string;

  @ApiProperty({ example: '2026-01-31T09:00:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ ...moment, example: '2026-01-31T09:00:10.000Z' })
  failed_at: string | null;

  static of({ id, name, attemptsMade, failedReason, timestamp, finishedOn }: Job): FailedJobDto {
    return {
      id: id ?? '',
      name,
      attempts: attemptsMade,
      reason: failedReason ?? '',
      created_at: new Date(timestamp).toISOString(),
      failed_at: finishedOn === undefined ? null : new Date(finishedOn).toISOString(),
    };
  }
}

@ApiSchema({ name: 'FailedJobPage' })
export class FailedJobPageDto {
  @ApiProperty({ type: [FailedJobDto] })
  items: FailedJobDto[];

  @ApiProperty({ example: null, type: String, nullable: true })
  next_cursor: string | null;
}

@ApiSchema({ name: 'RetriedJobs' })
export class RetriedJobsDto {
  @ApiProperty({ example: 1, type: 'integer' })
  retried: number;
}
