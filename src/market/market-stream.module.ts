import { Module } from '@nestjs/common';
import { MarketGateway } from './stream/market.gateway';
import { MarketModule } from './market.module';
import { FollowedLists } from './stream/followed-lists';
import { InstanceHold } from './stream/instance-hold';
import { TickBroadcast } from './stream/tick-broadcast';
import { WatchedByAccount } from './stream/watched-by-account';

/** Live prices over `/stream`, for processes that serve the API. */
@Module({
  imports: [MarketModule],
  providers: [MarketGateway, TickBroadcast, InstanceHold, FollowedLists, WatchedByAccount],
  exports: [FollowedLists, InstanceHold],
})
export class MarketStreamModule {}
