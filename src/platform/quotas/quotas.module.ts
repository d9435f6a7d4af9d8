import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AccountQuotas } from './account-quotas';
import { QuotasPersonalData } from './quotas-personal-data';
import { StorageQuota } from './storage-quota';
import { QuotaClaimsRecord, QuotaClaimsSchema } from './schemas/quota-claims.schema';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: QuotaClaimsRecord.name, schema: QuotaClaimsSchema }])],
  providers: [AccountQuotas, QuotasPersonalData, StorageQuota],
  exports: [AccountQuotas, StorageQuota],
})
export class QuotasModule {}
