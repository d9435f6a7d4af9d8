import { Module } from '@nestjs/common';
import { NotificationsWorkerModule } from '../notifications/notifications.worker.module';
import { AuthModule } from './auth.module';
import { MailOrdersSweep } from './mail-orders/mail-orders-sweep';

@Module({ imports: [AuthModule, NotificationsWorkerModule], providers: [MailOrdersSweep] })
export class AuthWorkerModule {}
