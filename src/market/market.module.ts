import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module';
import { FleetLocks } from './fleet-locks';
import { HistoryFiller } from './history-filler';
import { HistoryService } from './history.service';
import { IndicatorsService } from './indicators.service';
import { MarketCache } from './market-cache';
import { MarketStoreModule } from './market-store.module';
import { AlphaVantageProvider } from './providers/alpha-vantage/alpha-vantage.provider';
import { CallBudget } from './providers/call-budget';
import { MarketProviders } from './providers/market-providers';
import { ProviderMetrics } from './providers/provider-metrics';
import { SimulatedProvider } from './providers/simulated/simulated.provider';
import { YahooFinanceProvider } from './providers/yahoo-finance/yahoo-finance.provider';
import { QuoteFetcher } from './quote-fetcher';
import { QuoteMemory } from './quote-memory';
import { QuotesService } from './quotes.service';
import { SearchService } from './search.service';
import { SeriesChoice } from './series-choice';
import { StoredBars } from './stored-bars';
import { StoredQuotes } from './stored-quotes';
import { TicksModule } from './ticks.module';

/** Prices, past and present, for whoever needs them. */
@Module({
  imports: [TicksModule, MarketStoreModule, NotificationsModule],
  providers: [
    MarketCache,
    FleetLocks,
    AlphaVantageProvider,
    CallBudget,
    SimulatedProvider,
    YahooFinanceProvider,
    ProviderMetrics,
    MarketProviders,
    StoredBars,
    HistoryFiller,
    SeriesChoice,
    HistoryService,
    IndicatorsService,
    QuoteMemory,
    QuoteFetcher,
    StoredQuotes,
    QuotesService,
    SearchService,
  ],
  exports: [
    TicksModule,
    MarketStoreModule,
    QuoteFetcher,
    QuoteMemory,
    QuotesService,
    HistoryService,
    IndicatorsService,
    MarketProviders,
    SearchService,
  ],
})
export class MarketModule {}
