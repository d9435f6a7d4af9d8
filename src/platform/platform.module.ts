import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Clock, SystemClock } from '../common/clock';
import { caching } from './cache/caching';
import { Lifecycle } from './lifecycle/lifecycle';
import { IdempotencyModule } from './http/idempotency/idempotency.module';
import { LimitsModule } from './http/limits/limits.module';
import { throttling } from './http/limits/throttling';
import { LoggingModule } from './observability/logging/logging.module';
import { MetricsModule } from './observability/metrics/metrics.module';
import { MongoModule } from './mongo/mongo.module';
import { PersonalDataModule } from './personal-data/personal-data.module';
import { QuotasModule } from './quotas/quotas.module';
import { QueuesModule } from './queues/queues.module';
import { RecordsModule } from './records/records.module';
import { RedisModule } from './redis/redis.module';
import { Schedules } from './schedule/schedules';
import { StreamModule } from './stream/stream.module';

/** The ground floor: technology that every feature stands on, and no business. */
@Global()
@Module({
  imports: [
    ScheduleModule.forRoot(),
    LoggingModule,
    MetricsModule,
    RedisModule,
    RecordsModule,
    caching,
    MongoModule,
    QueuesModule,
    StreamModule,
    LimitsModule,
    throttling,
    IdempotencyModule,
    PersonalDataModule,
    QuotasModule,
  ],
  providers: [Lifecycle, Schedules, { provide: Clock, useClass: SystemClock }],
  exports: [Lifecycle, Clock],
})
export class PlatformModule {}
