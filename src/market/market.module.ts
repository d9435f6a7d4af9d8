import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BarsRepository } from './bars.repository';
import { FleetLocks } from './fleet-locks';
import { HistoryFiller } from './history-filler';
import { HistoryService } from './history.service';
import { MarketCache } from './market-cache';
import { MarketProviders } from './providers/market-providers';
import { SimulatedProvider } from './providers/simulated/simulated.provider';
import { QuoteMemory } from './quote-memory';
import { QuoteFetcher } from './quote-fetcher';
import { QuotesRepository } from './quotes.repository';
import { StoredQuotes } from './stored-quotes';
import { QuotesService } from './quotes.service';
import { InstrumentDocument, InstrumentSchema } from './schemas/instrument.schema';
import { MarketDataDocument, MarketDataSchema } from './schemas/market-data.schema';
import { PriceSeriesDocument, PriceSeriesSchema } from './schemas/price-series.schema';
import { SearchService } from './search.service';
import { SeriesRepository } from './series.repository';
import { StoredBars } from './stored-bars';
import { TicksModule } from './ticks.module';

@Module({
  imports: [
    TicksModule,
    MongooseModule.forFeature([
      { name: MarketDataDocument.name, schema: MarketDataSchema },
      { name: PriceSeriesDocument.name, schema: PriceSeriesSchema },
      { name: InstrumentDocument.name, schema: InstrumentSchema },
    ]),
  ],
  providers: [
    MarketCache,
    FleetLocks,
    SimulatedProvider,
    MarketProviders,
    BarsRepository,
    SeriesRepository,
    StoredBars,
    HistoryFiller,
    HistoryService,
    QuoteMemory,
    QuoteFetcher,
    QuotesRepository,
    StoredQuotes,
    QuotesService,
    SearchService,
  ],
  exports: [TicksModule, QuoteFetcher, QuoteMemory, QuotesService, HistoryService, SearchService],
})
export class MarketModule {}
