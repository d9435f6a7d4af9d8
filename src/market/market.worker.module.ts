import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module';
import { registerQueue } from '../platform/queues/producer';
import { MarketModule } from './market.module';
import { RefreshProcessor } from './refresh.processor';
import { REFRESH_QUEUE, RefreshSchedule } from './refresh.queue';
import { RefreshService } from './refresh.service';

/** Keeps prices fresh, in processes that run workers. */
@Module({
  imports: [MarketModule, NotificationsModule, registerQueue(REFRESH_QUEUE)],
  providers: [RefreshService, RefreshProcessor, RefreshSchedule],
})
export class MarketWorkerModule {}
