import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { QueueRegistrationModule, registerQueue } from '../platform/queues/queue-registration.module';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { LockedFiguresRepository } from './figures/locked-figures.repository';
import { ReportFiles } from './files/report-files';
import { ReportProgress } from './making/report-progress';
import { ReportSettlement } from './making/report-settlement';
import { ReportTurns } from './making/report-turns';
import { ReportWorkRepository } from './making/report-work.repository';
import { REPORTS_QUEUE, ReportsQueue } from './making/reports.queue';
import { ReportsPersonalData } from './reports-personal-data';
import { ReportsOfPortfolio } from './reports-of-portfolio';
import { ReportsRepository } from './reports.repository';
import { ReportsService } from './reports.service';
import { LockedFiguresRecord, LockedFiguresSchema } from './schemas/locked-figures.schema';
import { ReportRecord, ReportSchema } from './schemas/report.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ReportRecord.name, schema: ReportSchema },
      { name: LockedFiguresRecord.name, schema: LockedFiguresSchema },
    ]),
    registerQueue(REPORTS_QUEUE),
    AuditModule,
    PortfolioModule,
    NotificationsModule,
  ],
  providers: [
    ReportsRepository,
    ReportWorkRepository,
    ReportFiles,
    LockedFiguresRepository,
    ReportsQueue,
    ReportTurns,
    ReportsService,
    ReportSettlement,
    ReportProgress,
    ReportsOfPortfolio,
    ReportsPersonalData,
  ],
  exports: [
    QueueRegistrationModule,
    ReportWorkRepository,
    ReportFiles,
    LockedFiguresRepository,
    ReportsQueue,
    ReportTurns,
    ReportsService,
    ReportSettlement,
    ReportProgress,
  ],
})
export class ReportsModule {}
