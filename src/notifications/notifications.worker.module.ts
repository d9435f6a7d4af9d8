import { Module } from '@nestjs/common';
import { DeliveryService } from './deliveries/delivery.service';
import { MessageTemplates } from './messages/message-templates';
import { NotificationsModule } from './notifications.module';
import { NotificationsProcessor } from './deliveries/notifications.processor';
import { NotificationsSweep } from './deliveries/notifications-sweep';
import { EmailSender } from './senders/email.sender';
import { Senders } from './senders/senders';
import { SmsSender } from './senders/sms.sender';

@Module({
  imports: [NotificationsModule],
  providers: [
    DeliveryService,
    EmailSender,
    MessageTemplates,
    NotificationsProcessor,
    NotificationsSweep,
    Senders,
    SmsSender,
  ],
  exports: [NotificationsSweep],
})
export class NotificationsWorkerModule {}
