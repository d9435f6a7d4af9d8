import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../common/clock';
import { Lifecycle } from './lifecycle/lifecycle';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { LimitsModule } from './limits/limits.module';
import { LoggingModule } from './logging/logging.module';
import { MetricsModule } from './metrics/metrics.module';
import { MongoModule } from './mongo/mongo.module';
import { QueuesModule } from './queues/queues.module';
import { RedisModule } from './redis/redis.module';
import { StreamModule } from './stream/stream.module';

/** The ground floor: technology that every feature stands on, and no business. */
@Global()
@Module({
  imports: [
    LoggingModule,
    MetricsModule,
    RedisModule,
    MongoModule,
    QueuesModule,
    StreamModule,
    LimitsModule,
    IdempotencyModule,
  ],
  providers: [Lifecycle, { provide: Clock, useClass: SystemClock }],
  exports: [Lifecycle, Clock],
})
export class PlatformModule {}
