import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/users.module';
import { registerQueue } from '../platform/queues/queue-registration.module';
import { ChannelSelector } from './deliveries/channel-selector';
import { DeliveriesRepository } from './deliveries/deliveries.repository';
import { DeliveryQueue, NOTIFICATIONS_QUEUE } from './deliveries/notifications.queue';
import { NotificationsPersonalData } from './notifications-personal-data';
import { NotificationsRepository } from './notifications.repository';
import { NotificationsService } from './notifications.service';
import { MessageQuotas } from './deliveries/message-quotas';
import { OutboxService } from './deliveries/outbox.service';
import { MessageQuotaRecord, MessageQuotaSchema } from './schemas/message-quota.schema';
import { DeliveryRecord, DeliverySchema } from './schemas/delivery.schema';
import { NotificationRecord, NotificationSchema } from './schemas/notification.schema';

@Module({
  imports: [
    UsersModule,
    registerQueue(NOTIFICATIONS_QUEUE),
    MongooseModule.forFeature([
      { name: NotificationRecord.name, schema: NotificationSchema },
      { name: DeliveryRecord.name, schema: DeliverySchema },
      { name: MessageQuotaRecord.name, schema: MessageQuotaSchema },
    ]),
  ],
  providers: [
    ChannelSelector,
    DeliveriesRepository,
    DeliveryQueue,
    MessageQuotas,
    NotificationsPersonalData,
    NotificationsRepository,
    NotificationsService,
    OutboxService,
  ],
  exports: [DeliveriesRepository, DeliveryQueue, NotificationsRepository, NotificationsService],
})
export class NotificationsModule {}
