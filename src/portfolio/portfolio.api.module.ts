import { Module } from '@nestjs/common';
import { AccountsController } from './accounts/accounts.controller';
import { AssetsController } from './assets/assets.controller';
import { AttributionController } from './attribution/attribution.controller';
import { CashController } from './cash/cash.controller';
import { HoldingsController } from './holdings/holdings.controller';
import { ValuedLedgersService } from './holdings/valued-ledger.service';
import { IncomeController } from './income/income.controller';
import { LocksController } from './locks/locks.controller';
import { LotsController } from './lots/lots.controller';
import { RealisedController } from './realised/realised.controller';
import { IssuesController } from './issues/issues.controller';
import { SummaryController } from './summary/summary.controller';
import { SummaryService } from './summary/summary.service';
import { MarketStreamModule } from '../market/market-stream.module';
import { MarketModule } from '../market/market.module';
import { TransactionsController } from './transactions/transactions.controller';
import { EventSourceController } from './live/event-source/event-source.controller';
import { EventSourceService } from './live/event-source/event-source.service';
import { PortfolioWatch } from './live/portfolio-watch';
import { WatchedLots } from './live/watched-lots';
import { WatchedQuotes } from './live/watched-quotes';
import { AnalysesService } from './performance/analyses.service';
import { ChartsService } from './performance/charts.service';
import { PerformanceViewsService } from './performance/views/performance-views.service';
import { PerformanceController } from './performance/performance.controller';
import { PortfolioAtHand } from './portfolio-at-hand';
import { PortfolioController } from './portfolio.controller';
import { PortfolioGateway } from './live/portfolio.gateway';
import { PortfolioAccessModule } from './portfolio-access.module';
import { PortfolioModule } from './portfolio.module';

@Module({
  imports: [PortfolioModule, PortfolioAccessModule, MarketModule, MarketStreamModule],
  controllers: [
    SummaryController,
    PortfolioController,
    AssetsController,
    AccountsController,
    TransactionsController,
    LotsController,
    RealisedController,
    IncomeController,
    CashController,
    LocksController,
    IssuesController,
    AttributionController,
    PerformanceController,
    HoldingsController,
    EventSourceController,
  ],
  providers: [
    PortfolioAtHand,
    SummaryService,
    AnalysesService,
    ValuedLedgersService,
    EventSourceService,
    ChartsService,
    PerformanceViewsService,
    PortfolioGateway,
    PortfolioWatch,
    WatchedLots,
    WatchedQuotes,
  ],
})
export class PortfolioApiModule {}
