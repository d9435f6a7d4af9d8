import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AlertsRepository } from './alerts.repository';
import { AlertsService } from './alerts.service';
import { NotificationsRepository } from './notifications.repository';
import { NotificationsService } from './notifications.service';
import { AlertDocument, AlertSchema } from './schemas/alert.schema';
import { NotificationDocument, NotificationSchema } from './schemas/notification.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: NotificationDocument.name, schema: NotificationSchema },
      { name: AlertDocument.name, schema: AlertSchema },
    ]),
  ],
  providers: [NotificationsRepository, NotificationsService, AlertsRepository, AlertsService],
  exports: [NotificationsService, AlertsService],
})
export class NotificationsModule {}
