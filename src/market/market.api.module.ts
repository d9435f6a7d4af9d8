import { Module } from '@nestjs/common';
import { HistoriesAtHand } from './history/histories-at-hand';
import { HistoryBodies } from './history/history-bodies';
import { QuotesAtHand } from './quotes/quotes-at-hand';
import { MarketController } from './market.controller';
import { MarketStreamModule } from './market-stream.module';
import { MarketModule } from './market.module';
import { PrivateInstrumentsController } from './private/private-instruments.controller';
import { PrivateInstrumentsService } from './private/private-instruments.service';

@Module({
  imports: [MarketModule, MarketStreamModule],
  controllers: [MarketController, PrivateInstrumentsController],
  providers: [HistoriesAtHand, HistoryBodies, QuotesAtHand, PrivateInstrumentsService],
})
export class MarketApiModule {}
