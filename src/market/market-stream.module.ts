import { Module } from '@nestjs/common';
import { MarketGateway } from './market.gateway';
import { MarketModule } from './market.module';
import { InstanceHold } from './stream/instance-hold';
import { TickBroadcast } from './stream/tick-broadcast';

/** Live prices over `/stream`, for processes that serve the API. */
@Module({ imports: [MarketModule], providers: [MarketGateway, TickBroadcast, InstanceHold] })
export class MarketStreamModule {}
