import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { Environment } from '../../config/environment';
import { RedisConnections } from '../redis/redis-connections';
import { JobSchedules } from './job-schedules';
import { QueueCatalogue } from './queue-catalogue';
import { QueueMetrics } from './queue-metrics';
import { consumeThrough, PatientWorker } from './patient-worker';
import { prefixOf } from './queue-prefix';

/** Name of the shared configuration for consumers: `@Processor({ name, configKey: CONSUMERS }, …)`. */
export const CONSUMERS = 'consumers';

BullModule.workerClass = PatientWorker;

/** Producers fail fast, consumers wait out an outage; both under one prefix, bounded history, back-off with jitter. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [Environment, RedisConnections],
      useFactory: (environment: Environment, redis: RedisConnections) => ({
        prefix: prefixOf(environment),
        connection: consumeThrough(
          redis.client('job-producer', 'fail-fast'),
          redis.client('job-consumer', 'patient'),
        ),
        defaultJobOptions: {
          attempts: 5,
          backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
          removeOnComplete: { age: 3_600, count: 1_000 },
          removeOnFail: { age: 7 * DAY_SECONDS, count: 1_000 },
        },
      }),
    }),
    BullModule.forRootAsync(CONSUMERS, {
      inject: [Environment, RedisConnections],
      useFactory: (environment: Environment, redis: RedisConnections) => ({
        prefix: prefixOf(environment),
        connection: redis.client('job-consumer', 'patient'),
      }),
    }),
  ],
  providers: [JobSchedules, QueueCatalogue, QueueMetrics],
  exports: [JobSchedules, QueueCatalogue],
})
export class QueuesModule {}
