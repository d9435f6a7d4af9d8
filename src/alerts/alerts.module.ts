import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MarketModule } from '../market/market.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { AlertsPersonalData } from './alerts-personal-data';
import { AlertsRepository } from './alerts.repository';
import { AlertsService } from './alerts.service';
import { AlertRecord, AlertSchema } from './schemas/alert.schema';

/** Price alerts, in every process: each fires the alerts that its own prices reach. */
@Module({
  imports: [
    MarketModule,
    NotificationsModule,
    MongooseModule.forFeature([{ name: AlertRecord.name, schema: AlertSchema }]),
  ],
  providers: [AlertsPersonalData, AlertsRepository, AlertsService],
  exports: [AlertsService],
})
export class AlertsModule {}
