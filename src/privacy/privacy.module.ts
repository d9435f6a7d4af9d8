import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { QueueRegistrationModule, registerQueue } from '../platform/queues/queue-registration.module';
import { UsersModule } from '../users/users.module';
import { ExportFiles } from './export/export-files';
import { ExportsQueue } from './export/exports.queue';
import { ExportsRepository } from './export/exports.repository';
import { PrivacyPersonalData } from './privacy-personal-data';
import { PRIVACY_QUEUE } from './privacy.queue';
import { AccountExportRecord, AccountExportSchema } from './schemas/account-export.schema';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: AccountExportRecord.name, schema: AccountExportSchema }]),
    registerQueue(PRIVACY_QUEUE),
    AuditModule,
    NotificationsModule,
    UsersModule,
  ],
  providers: [ExportFiles, ExportsQueue, ExportsRepository, PrivacyPersonalData],
  exports: [
    QueueRegistrationModule,
    AuditModule,
    NotificationsModule,
    UsersModule,
    ExportFiles,
    ExportsQueue,
    ExportsRepository,
  ],
})
export class PrivacyModule {}
