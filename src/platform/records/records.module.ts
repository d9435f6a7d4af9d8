import { Global, Module } from '@nestjs/common';
import { RecordChanges } from './record-changes';
import { RedisRecordChanges } from './redis-record-changes';

@Global()
@Module({
  providers: [{ provide: RecordChanges, useClass: RedisRecordChanges }],
  exports: [RecordChanges],
})
export class RecordsModule {}
