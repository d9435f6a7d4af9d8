import { Module } from '@nestjs/common';
import { HotQuotes } from './quotes/hot-quotes';
import { MarketController } from './market.controller';
import { MarketStreamModule } from './market-stream.module';
import { MarketModule } from './market.module';
import { PrivateInstrumentsController } from './private/private-instruments.controller';
import { PrivateInstrumentsService } from './private/private-instruments.service';

@Module({
  imports: [MarketModule, MarketStreamModule],
  controllers: [MarketController, PrivateInstrumentsController],
  providers: [HotQuotes, PrivateInstrumentsService],
})
export class MarketApiModule {}
