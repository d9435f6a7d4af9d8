import { Module } from '@nestjs/common';
import { MarketController } from './market.controller';
import { MarketStreamModule } from './market-stream.module';
import { MarketModule } from './market.module';

@Module({ imports: [MarketModule, MarketStreamModule], controllers: [MarketController] })
export class MarketApiModule {}
