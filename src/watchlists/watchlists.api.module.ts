import { Module } from '@nestjs/common';
import { MarketStreamModule } from '../market/market-stream.module';
import { FollowedWatchlists } from './followed-watchlists';
import { WatchlistsController } from './watchlists.controller';
import { WatchlistsModule } from './watchlists.module';

@Module({
  imports: [MarketStreamModule, WatchlistsModule],
  controllers: [WatchlistsController],
  providers: [FollowedWatchlists],
})
export class WatchlistsApiModule {}
