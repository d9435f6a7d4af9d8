import { Module } from '@nestjs/common';
import { AlertsController } from './alerts.controller';
import { NotificationsController } from './notifications.controller';
import { NotificationsModule } from './notifications.module';

@Module({ imports: [NotificationsModule], controllers: [AlertsController, NotificationsController] })
export class NotificationsApiModule {}
