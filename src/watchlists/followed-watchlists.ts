import { Injectable, OnModuleInit } from '@nestjs/common';
import { FollowedLists } from '../market/stream/followed-lists';
import { WatchlistsService } from './watchlists.service';

/** Lets `market:subscribe { watchlist }` follow a watchlist and its changes. */
@Injectable()
export class FollowedWatchlists implements OnModuleInit {
  constructor(
    private readonly lists: FollowedLists,
    private readonly watchlists: WatchlistsService,
  ) {}

  onModuleInit(): void {
    this.lists.readFrom(async (owner, id) => {
      const watchlist = await this.watchlists.find(owner, id);
      return (
        watchlist && { symbols: watchlist.items.map(({ symbol }) => symbol), version: watchlist.version }
      );
    });
  }
}
