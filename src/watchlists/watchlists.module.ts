import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MarketModule } from '../market/market.module';
import { WatchlistRecord, WatchlistSchema } from './schemas/watchlist.schema';
import { WatchlistsPersonalData } from './watchlists-personal-data';
import { WatchlistsRepository } from './watchlists.repository';
import { WatchlistsService } from './watchlists.service';

/** In every process: a worker keeps the symbols of all lists fresh. */
@Module({
  imports: [
    MarketModule,
    MongooseModule.forFeature([{ name: WatchlistRecord.name, schema: WatchlistSchema }]),
  ],
  providers: [WatchlistsPersonalData, WatchlistsRepository, WatchlistsService],
  exports: [WatchlistsService],
})
export class WatchlistsModule {}
