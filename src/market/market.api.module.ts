import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module';
import { AlertSymbols } from './alert-symbols';
import { HotQuotes } from './hot-quotes';
import { MarketController } from './market.controller';
import { MarketStreamModule } from './market-stream.module';
import { MarketModule } from './market.module';

@Module({
  imports: [MarketModule, MarketStreamModule, NotificationsModule],
  controllers: [MarketController],
  providers: [AlertSymbols, HotQuotes],
})
export class MarketApiModule {}
