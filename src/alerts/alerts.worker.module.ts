import { Module } from '@nestjs/common';
import { NotificationsWorkerModule } from '../notifications/notifications.worker.module';
import { AlertsModule } from './alerts.module';
import { AlertsSweep } from './alerts-sweep';

@Module({ imports: [AlertsModule, NotificationsWorkerModule], providers: [AlertsSweep] })
export class AlertsWorkerModule {}
