import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MarketModule } from '../market/market.module';
import { TicksModule } from '../market/ticks.module';
import { registerQueue } from '../platform/queues/producer';
import { UsersModule } from '../users/users.module';
import { AnalysesRepository } from './analyses.repository';
import { ANALYSIS_QUEUE, AnalysisQueue } from './analysis.queue';
import { Analyst } from './performance/analyst';
import { Computations } from './performance/computations';
import { ExchangeRates } from './performance/exchange-rates';
import { PerformanceService } from './performance/performance.service';
import { PriceHistory } from './performance/price-history';
import { PortfoliosRepository } from './portfolios.repository';
import { PortfoliosService } from './portfolios.service';
import { PortfolioAnalysisRecord, PortfolioAnalysisSchema } from './schemas/portfolio-analysis.schema';
import { PortfolioRecord, PortfolioSchema } from './schemas/portfolio.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: PortfolioRecord.name, schema: PortfolioSchema },
      { name: PortfolioAnalysisRecord.name, schema: PortfolioAnalysisSchema },
    ]),
    registerQueue(ANALYSIS_QUEUE),
    MarketModule,
    TicksModule,
    UsersModule,
  ],
  providers: [
    PortfoliosRepository,
    PortfoliosService,
    AnalysesRepository,
    AnalysisQueue,
    PerformanceService,
    Analyst,
    PriceHistory,
    ExchangeRates,
    Computations,
  ],
  exports: [PortfoliosService, PerformanceService, AnalysesRepository, Computations, UsersModule],
})
export class PortfolioModule {}
