import { Module } from '@nestjs/common';
import { MarketController } from './market.controller';
import { MarketModule } from './market.module';

@Module({ imports: [MarketModule], controllers: [MarketController] })
export class MarketApiModule {}
