import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditLog } from './audit-log';
import { AuditPersonalData } from './audit-personal-data';
import { AuditRepository } from './audit.repository';
import { AuditTrail } from './audit-trail';
import { AuditEntryRecord, AuditEntrySchema } from './schemas/audit-entry.schema';

@Module({
  imports: [MongooseModule.forFeature([{ name: AuditEntryRecord.name, schema: AuditEntrySchema }])],
  providers: [AuditLog, AuditPersonalData, AuditRepository, AuditTrail],
  exports: [AuditLog, AuditTrail],
})
export class AuditModule {}
