import { Module } from '@nestjs/common';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { UsersModule } from '../users/users.module';
import { Renderings } from './rendering/renderings';
import { ReportFigures } from './figures/report-figures';
import { ReportExpiry } from './files/report-expiry';
import { ReportMaker } from './making/report-maker';
import { ReportSupervisor } from './making/report-supervisor';
import { ReportsModule } from './reports.module';
import { ReportsProcessor } from './making/reports.processor';

@Module({
  imports: [ReportsModule, PortfolioModule, UsersModule],
  providers: [ReportsProcessor, ReportMaker, ReportFigures, ReportSupervisor, ReportExpiry, Renderings],
})
export class ReportsWorkerModule {}
