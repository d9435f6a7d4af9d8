import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AlertsRepository } from './alerts.repository';
import { AlertsService } from './alerts.service';
import { UsersModule } from '../users/users.module';
import { registerQueue } from '../platform/queues/producer';
import { ChannelChoice } from './channel-choice';
import { DeliveriesRepository } from './deliveries.repository';
import { DeliveryQueue, NOTIFICATIONS_QUEUE } from './notifications.queue';
import { NotificationsRepository } from './notifications.repository';
import { NotificationsService } from './notifications.service';
import { AlertDocument, AlertSchema } from './schemas/alert.schema';
import { Outbox } from './outbox.service';
import { DeliveryDocument, DeliverySchema } from './schemas/delivery.schema';
import { NotificationDocument, NotificationSchema } from './schemas/notification.schema';

@Module({
  imports: [
    UsersModule,
    registerQueue(NOTIFICATIONS_QUEUE),
    MongooseModule.forFeature([
      { name: NotificationDocument.name, schema: NotificationSchema },
      { name: AlertDocument.name, schema: AlertSchema },
      { name: DeliveryDocument.name, schema: DeliverySchema },
    ]),
  ],
  providers: [
    AlertsRepository,
    AlertsService,
    ChannelChoice,
    DeliveriesRepository,
    DeliveryQueue,
    NotificationsRepository,
    NotificationsService,
    Outbox,
  ],
  exports: [
    AlertsService,
    DeliveriesRepository,
    DeliveryQueue,
    NotificationsRepository,
    NotificationsService,
  ],
})
export class NotificationsModule {}
