import { Module } from '@nestjs/common';
import { HistoryService } from './history.service';
import { MarketProviders } from './providers/market-providers';
import { SimulatedProvider } from './providers/simulated/simulated.provider';
import { QuotesService } from './quotes.service';
import { SearchService } from './search.service';
import { TicksModule } from './ticks.module';

@Module({
  imports: [TicksModule],
  providers: [SimulatedProvider, MarketProviders, QuotesService, HistoryService, SearchService],
  exports: [TicksModule, QuotesService, HistoryService, SearchService],
})
export class MarketModule {}
