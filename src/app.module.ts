import { DynamicModule, Module } from '@nestjs/common';
import { AdministrationApiModule } from './administration/administration.api.module';
import { AlertsApiModule } from './alerts/alerts.api.module';
import { AlertsWorkerModule } from './alerts/alerts.worker.module';
import { AuditApiModule } from './audit/audit.api.module';
import { AuthApiModule } from './auth/auth.api.module';
import { AuthWorkerModule } from './auth/auth.worker.module';
import { ConfigModule } from './config/config.module';
import { Environment } from './config/environment';
import { HealthModule } from './health/health.module';
import { ImportsApiModule } from './imports/imports.api.module';
import { ImportsDataModule } from './imports/imports.data.module';
import { MarketApiModule } from './market/market.api.module';
import { MarketWorkerModule } from './market/market.worker.module';
import { NotificationsApiModule } from './notifications/notifications.api.module';
import { NotificationsWorkerModule } from './notifications/notifications.worker.module';
import { MetricsApiModule } from './platform/observability/metrics/metrics.api.module';
import { PlatformModule } from './platform/platform.module';
import { PortfolioApiModule } from './portfolio/portfolio.api.module';
import { PortfolioWorkerModule } from './portfolio/portfolio.worker.module';
import { PrivacyApiModule } from './privacy/privacy.api.module';
import { PrivacyWorkerModule } from './privacy/privacy.worker.module';
import { ReportsApiModule } from './reports/reports.api.module';
import { ReportsWorkerModule } from './reports/reports.worker.module';
import { UsersApiModule } from './users/users.api.module';
import { WatchlistsApiModule } from './watchlists/watchlists.api.module';
import { WatchlistsModule } from './watchlists/watchlists.module';

const API = [
  AlertsApiModule,
  // before auth, whose `PATCH /users/{user_id}` would else take `PATCH /users/me`
  UsersApiModule,
  AuthApiModule,
  MarketApiModule,
  PortfolioApiModule,
  ImportsApiModule,
  ReportsApiModule,
  WatchlistsApiModule,
  PrivacyApiModule,
  NotificationsApiModule,
  AuditApiModule,
  AdministrationApiModule,
];
const WORKERS = [
  AuthWorkerModule,
  WatchlistsModule,
  AlertsWorkerModule,
  MarketWorkerModule,
  PortfolioWorkerModule,
  ReportsWorkerModule,
  NotificationsWorkerModule,
  ImportsDataModule,
  PrivacyWorkerModule,
];

@Module({})
export class AppModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(environment),
        PlatformModule,
        HealthModule,
        MetricsApiModule.with(environment),
        ...(environment.servesApi ? API : []),
        ...(environment.runsWorkers ? WORKERS : []),
      ],
    };
  }
}
