import { Module } from '@nestjs/common';
import { MarketGateway } from './stream/market.gateway';
import { MarketModule } from './market.module';
import { FollowedLists } from './stream/followed-lists';
import { InstanceHold } from './stream/instance-hold';
import { TickBroadcast } from './stream/tick-broadcast';

/** Live prices over `/stream`, for processes that serve the API. */
@Module({
  imports: [MarketModule],
  providers: [MarketGateway, TickBroadcast, InstanceHold, FollowedLists],
  exports: [FollowedLists],
})
export class MarketStreamModule {}
