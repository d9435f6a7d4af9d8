import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotencyPersonalData } from './idempotency-personal-data';
import { IdempotentInterceptor } from './idempotent.interceptor';
import { IdempotentRequests } from './idempotent-requests';
import { IdempotentRequestSchema, IdempotentRequestRecord } from './schemas/idempotent-request.schema';

/** Global, so that any controller can opt in with the decorator alone. */
@Global()
@Module({
  imports: [
    MongooseModule.forFeature([{ name: IdempotentRequestRecord.name, schema: IdempotentRequestSchema }]),
  ],
  providers: [IdempotencyPersonalData, IdempotentRequests, IdempotentInterceptor],
  exports: [IdempotentRequests, IdempotentInterceptor],
})
export class IdempotencyModule {}
