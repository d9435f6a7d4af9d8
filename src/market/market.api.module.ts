import { Module } from '@nestjs/common';
import { HotQuotes } from './hot-quotes';
import { MarketController } from './market.controller';
import { MarketStreamModule } from './market-stream.module';
import { MarketModule } from './market.module';

@Module({
  imports: [MarketModule, MarketStreamModule],
  controllers: [MarketController],
  providers: [HotQuotes],
})
export class MarketApiModule {}
