import { Module } from '@nestjs/common';
import { MarketModule } from './market.module';
import { RefreshProcessor } from './refresh/refresh.processor';
import { refreshQueue, RefreshSchedule } from './refresh/refresh.queue';
import { RefreshService } from './refresh/refresh.service';

/** Keeps prices fresh, in processes that run workers. */
@Module({
  imports: [MarketModule, refreshQueue],
  providers: [RefreshService, RefreshProcessor, RefreshSchedule],
})
export class MarketWorkerModule {}
