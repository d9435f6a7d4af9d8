import { Module } from '@nestjs/common';
import { ReportDownload } from './files/report-download';
import { ReportsController } from './reports.controller';
import { ReportsModule } from './reports.module';

@Module({ imports: [ReportsModule], controllers: [ReportsController], providers: [ReportDownload] })
export class ReportsApiModule {}
