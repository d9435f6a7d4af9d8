import { DynamicModule, Module } from '@nestjs/common';
import { AuthApiModule } from './auth/auth.api.module';
import { ConfigModule } from './config/config.module';
import { Environment } from './config/environment';
import { HealthModule } from './health/health.module';
import { MarketApiModule } from './market/market.api.module';
import { MarketWorkerModule } from './market/market.worker.module';
import { NotificationsApiModule } from './notifications/notifications.api.module';
import { NotificationsWorkerModule } from './notifications/notifications.worker.module';
import { PlatformModule } from './platform/platform.module';
import { PortfolioApiModule } from './portfolio/portfolio.api.module';
import { PortfolioWorkerModule } from './portfolio/portfolio.worker.module';
import { ReportsApiModule } from './reports/reports.api.module';
import { ReportsWorkerModule } from './reports/reports.worker.module';
import { UsersApiModule } from './users/users.api.module';

const API = [
  AuthApiModule,
  UsersApiModule,
  MarketApiModule,
  PortfolioApiModule,
  ReportsApiModule,
  NotificationsApiModule,
];
const WORKERS = [MarketWorkerModule, PortfolioWorkerModule, ReportsWorkerModule, NotificationsWorkerModule];

@Module({})
export class AppModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(environment),
        PlatformModule,
        HealthModule,
        ...(environment.servesApi ? API : []),
        ...(environment.runsWorkers ? WORKERS : []),
      ],
    };
  }
}
