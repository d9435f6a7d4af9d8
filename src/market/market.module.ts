import { Module } from '@nestjs/common';
import { InstrumentChanges } from './changes/instrument-changes';
import { CorporateEventsService } from './events/corporate-events.service';
import { ExDates } from './events/ex-dates';
import { LastCloses } from './events/last-closes';
import { SplitNews } from './events/split-news';
import { FleetLocks } from './quotes/fleet-locks';
import { HistoryFiller } from './history/series/history-filler';
import { HistoryService } from './history/history.service';
import { IndicatorsService } from './history/indicators.service';
import { IntradayService } from './intraday/intraday.service';
import { InstrumentProfilesService } from './instruments/instrument-profiles.service';
import { OptionalRedis } from '../platform/redis/optional-redis';
import { RedisConnections } from '../platform/redis/redis-connections';
import { MarketStoreModule } from './market-store.module';
import { AlphaVantageProvider } from './providers/alpha-vantage/alpha-vantage.provider';
import { CallBudget } from './providers/call-budget';
import { MarketProviders } from './providers/market-providers';
import { ProviderMetrics } from './providers/provider-metrics';
import { SimulatedProvider } from './providers/simulated/simulated.provider';
import { YahooFinanceProvider } from './providers/yahoo-finance/yahoo-finance.provider';
import { QuoteFetcher } from './quotes/quote-fetcher';
import { PrivatePersonalData } from './private/private-personal-data';
import { QuoteCache } from './quotes/quote-cache';
import { MarketStatusService } from './quotes/market-status.service';
import { QuotesService } from './quotes/quotes.service';
import { refreshQueue } from './refresh/refresh.queue';
import { SearchService } from './search/search.service';
import { SeriesSelector } from './history/series/series-selector';
import { RecentSeries } from './history/series/recent-series';
import { SessionDays } from './history/series/session-days';
import { StoredBars } from './history/bars/stored-bars';
import { DelistedQuotes } from './quotes/delisted-quotes';
import { LastDays } from './quotes/last-days';
import { StoredQuotes } from './quotes/stored-quotes';
import { TicksModule } from './ticks/ticks.module';

/** Prices, past and present, for whoever needs them. */
@Module({
  imports: [TicksModule, MarketStoreModule, refreshQueue],
  providers: [
    {
      provide: OptionalRedis,
      inject: [RedisConnections],
      useFactory: (redis: RedisConnections) => new OptionalRedis(redis, 'market'),
    },
    FleetLocks,
    InstrumentChanges,
    CorporateEventsService,
    SplitNews,
    LastCloses,
    ExDates,
    AlphaVantageProvider,
    CallBudget,
    SimulatedProvider,
    YahooFinanceProvider,
    ProviderMetrics,
    MarketProviders,
    StoredBars,
    SessionDays,
    HistoryFiller,
    RecentSeries,
    SeriesSelector,
    HistoryService,
    IndicatorsService,
    IntradayService,
    QuoteCache,
    QuoteFetcher,
    LastDays,
    DelistedQuotes,
    StoredQuotes,
    QuotesService,
    MarketStatusService,
    SearchService,
    InstrumentProfilesService,
    PrivatePersonalData,
  ],
  exports: [
    TicksModule,
    MarketStoreModule,
    QuoteFetcher,
    QuoteCache,
    QuotesService,
    MarketStatusService,
    HistoryService,
    RecentSeries,
    IndicatorsService,
    IntradayService,
    InstrumentChanges,
    CorporateEventsService,
    SplitNews,
    ExDates,
    MarketProviders,
    SearchService,
    InstrumentProfilesService,
  ],
})
export class MarketModule {}
