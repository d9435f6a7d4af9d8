import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller';
import { AnalysesService } from './performance/analyses.service';
import { ChartsService } from './performance/charts.service';
import { PerformanceController } from './performance.controller';
import { PortfolioController } from './portfolio.controller';
import { PortfolioModule } from './portfolio.module';

@Module({
  imports: [PortfolioModule],
  controllers: [PortfolioController, AssetsController, PerformanceController],
  providers: [AnalysesService, ChartsService],
})
export class PortfolioApiModule {}
