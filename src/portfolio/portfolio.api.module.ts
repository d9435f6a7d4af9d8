import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller';
import { MarketModule } from '../market/market.module';
import { PortfolioWatch } from './live/portfolio-watch';
import { AnalysesService } from './performance/analyses.service';
import { ChartsService } from './performance/charts.service';
import { PerformanceController } from './performance.controller';
import { PortfolioController } from './portfolio.controller';
import { PortfolioGateway } from './portfolio.gateway';
import { PortfolioModule } from './portfolio.module';

@Module({
  imports: [PortfolioModule, MarketModule],
  controllers: [PortfolioController, AssetsController, PerformanceController],
  providers: [AnalysesService, ChartsService, PortfolioGateway, PortfolioWatch],
})
export class PortfolioApiModule {}
