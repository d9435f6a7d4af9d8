import { Module } from '@nestjs/common';
import { DeliveryService } from './delivery.service';
import { MessageTemplates } from './message-templates';
import { NotificationsModule } from './notifications.module';
import { NotificationsProcessor } from './notifications.processor';
import { NotificationsSweep } from './notifications-sweep';
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
