import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { NotificationsModule } from '../notifications/notifications.module';
import { registerQueue } from '../platform/queues/producer';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { ReportFiles } from './report-files';
import { ReportProgress } from './report-progress';
import { ReportSettlement } from './report-settlement';
import { ReportWorkRepository } from './report-work.repository';
import { REPORTS_QUEUE, ReportsQueue } from './reports.queue';
import { ReportsRepository } from './reports.repository';
import { ReportsService } from './reports.service';
import { ReportRecord, ReportSchema } from './schemas/report.schema';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: ReportRecord.name, schema: ReportSchema }]),
    registerQueue(REPORTS_QUEUE),
    PortfolioModule,
    NotificationsModule,
  ],
  providers: [
    ReportsRepository,
    ReportWorkRepository,
    ReportFiles,
    ReportsQueue,
    ReportsService,
    ReportSettlement,
    ReportProgress,
  ],
  exports: [
    BullModule,
    ReportWorkRepository,
    ReportFiles,
    ReportsQueue,
    ReportsService,
    ReportSettlement,
    ReportProgress,
  ],
})
export class ReportsModule {}
