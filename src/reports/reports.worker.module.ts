import { Module } from '@nestjs/common';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { UsersModule } from '../users/users.module';
import { Renderings } from './rendering/renderings';
import { ReportExpiry } from './report-expiry';
import { ReportMaker } from './report-maker';
import { ReportSupervisor } from './report-supervisor';
import { ReportsModule } from './reports.module';
import { ReportsProcessor } from './reports.processor';

@Module({
  imports: [ReportsModule, PortfolioModule, UsersModule],
  providers: [ReportsProcessor, ReportMaker, ReportSupervisor, ReportExpiry, Renderings],
})
export class ReportsWorkerModule {}
