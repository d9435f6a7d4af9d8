import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { MongooseModule } from '@nestjs/mongoose';
import { MarketModule } from '../market/market.module';
import { TicksModule } from '../market/ticks/ticks.module';
import { registerQueue } from '../platform/queues/queue-registration.module';
import { UsersModule } from '../users/users.module';
import { AnalysesRepository } from './performance/analyses.repository';
import { ANALYSIS_QUEUE, AnalysisQueue } from './performance/analysis.queue';
import { AnalysisService } from './performance/analysis.service';
import { Computations } from './threads/computations';
import { BaseCurrencyService } from './currency/base-currency.service';
import { ExchangeRates } from './currency/exchange-rates';
import { DefaultWindow } from './performance/default-window';
import { FinalPerformances } from './performance/final-performances';
import { PerformanceService } from './performance/performance.service';
import { PriceHistory } from './performance/price-history';
import { PortfolioRemovals } from './removal/portfolio-removals';
import { RemovalsRepository } from './removal/removals.repository';
import { PortfoliosRepository } from './portfolios.repository';
import { PortfoliosService } from './portfolios.service';
import { PortfolioAnalysisRecord, PortfolioAnalysisSchema } from './schemas/portfolio-analysis.schema';
import { PortfolioRemovalRecord, PortfolioRemovalSchema } from './schemas/portfolio-removal.schema';
import { PortfolioRecord, PortfolioSchema } from './schemas/portfolio.schema';
import { AccountsService } from './accounts/accounts.service';
import { AssetsService } from './assets/assets.service';
import { LedgerEvents } from './ledger/reading/ledger-events';
import { LedgerLots } from './ledger/changes/ledger-lots';
import { AccountLines } from './ledger/changes/account-lines';
import { LedgerMigration } from './ledger/changes/ledger-migration';
import { LedgerBooks } from './ledger/reading/ledger-books';
import { LedgerLines } from './ledger/reading/ledger-lines';
import { LedgerReader } from './ledger/reading/ledger-reader';
import { AnnouncedDividends } from './issues/announced-dividends';
import { IssuesRepository } from './issues/issues.repository';
import { IssuesService } from './issues/issues.service';
import { StatementsService } from './statements/statements.service';
import { LocksService } from './locks/locks.service';
import { MergerWorths } from './ledger/mergers/merger-worths';
import { PriceBasisFinder } from './ledger/price-bases/price-bases';
import { AttributionService } from './attribution/attribution.service';
import { DividendBooking } from './dividends/dividend-booking';
import { LedgerUpkeep } from './ledger/changes/ledger-upkeep';
import { LedgerRates } from './ledger/reading/ledger-rates';
import { LedgerRowsRepository } from './ledger/store/ledger-rows.repository';
import { LedgerWriter } from './ledger/changes/ledger-writer';
import { LedgerChangesRepository } from './ledger/store/ledger-changes.repository';
import { LedgersRepository } from './ledger/store/ledgers.repository';
import { PortfolioBelongings } from './portfolio-belongings';
import { PortfolioPersonalData } from './portfolio-personal-data';
import { PortfolioCreations } from './portfolio-creations';
import { PortfolioFollowers } from './portfolio-followers';
import { RecentPortfolios } from './recent-portfolios';
import { AccountRecord, AccountSchema } from './schemas/account.schema';
import { LedgerChangeRecord, LedgerChangeSchema } from './schemas/ledger-change.schema';
import { TransactionRecord, TransactionSchema } from './schemas/transaction.schema';
import { YearLockRecord, YearLockSchema } from './schemas/year-lock.schema';
import { ImportedLinesService } from './transactions/imported-lines.service';
import { TransactionsRepository } from './transactions/transactions.repository';
import { TransactionsService } from './transactions/transactions.service';

@Module({
  imports: [
    AuditModule,
    MongooseModule.forFeature([
      { name: PortfolioRecord.name, schema: PortfolioSchema },
      { name: PortfolioAnalysisRecord.name, schema: PortfolioAnalysisSchema },
      { name: AccountRecord.name, schema: AccountSchema },
      { name: TransactionRecord.name, schema: TransactionSchema },
      { name: YearLockRecord.name, schema: YearLockSchema },
      { name: LedgerChangeRecord.name, schema: LedgerChangeSchema },
      { name: PortfolioRemovalRecord.name, schema: PortfolioRemovalSchema },
    ]),
    registerQueue(ANALYSIS_QUEUE),
    MarketModule,
    TicksModule,
    UsersModule,
  ],
  providers: [
    PortfolioPersonalData,
    PortfolioBelongings,
    PortfoliosRepository,
    RecentPortfolios,
    PortfoliosService,
    PortfolioCreations,
    PortfolioFollowers,
    PortfolioRemovals,
    RemovalsRepository,
    LedgersRepository,
    LedgerChangesRepository,
    LedgerRowsRepository,
    AccountLines,
    LedgerWriter,
    LedgerLots,
    LedgerMigration,
    LedgerLines,
    LedgerReader,
    LedgerBooks,
    LocksService,
    StatementsService,
    AttributionService,
    DividendBooking,
    LedgerUpkeep,
    AnnouncedDividends,
    IssuesRepository,
    IssuesService,
    LedgerRates,
    PriceBasisFinder,
    MergerWorths,
    LedgerEvents,
    AccountsService,
    AssetsService,
    TransactionsRepository,
    ImportedLinesService,
    TransactionsService,
    AnalysesRepository,
    AnalysisQueue,
    PerformanceService,
    FinalPerformances,
    DefaultWindow,
    AnalysisService,
    PriceHistory,
    BaseCurrencyService,
    ExchangeRates,
    Computations,
  ],
  exports: [
    RecentPortfolios,
    PortfolioFollowers,
    PortfolioBelongings,
    PortfoliosService,
    ImportedLinesService,
    AccountsService,
    AssetsService,
    TransactionsService,
    LedgerBooks,
    LedgerReader,
    LocksService,
    IssuesService,
    StatementsService,
    AttributionService,
    DividendBooking,
    LedgerUpkeep,
    AnalysisQueue,
    PerformanceService,
    FinalPerformances,
    AnalysesRepository,
    ExchangeRates,
    Computations,
    AuditModule,
    UsersModule,
  ],
})
export class PortfolioModule {}
