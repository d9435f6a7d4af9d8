import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotentInterceptor } from './idempotent.interceptor';
import { IdempotentRequests } from './idempotent-requests';
import { IdempotentRequestSchema, StoredIdempotentRequest } from './schemas/idempotent-request.schema';

/** Global, so that any controller can opt in with the decorator alone. */
@Global()
@Module({
  imports: [
    MongooseModule.forFeature([{ name: StoredIdempotentRequest.name, schema: IdempotentRequestSchema }]),
  ],
  providers: [IdempotentRequests, IdempotentInterceptor],
  exports: [IdempotentRequests, IdempotentInterceptor],
})
export class IdempotencyModule {}
