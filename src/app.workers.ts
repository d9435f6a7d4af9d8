import { AlertsWorkerModule } from './alerts/alerts.worker.module';
import { AuthWorkerModule } from './auth/auth.worker.module';
import { ImportsDataModule } from './imports/imports.data.module';
import { MarketWorkerModule } from './market/market.worker.module';
import { NotificationsWorkerModule } from './notifications/notifications.worker.module';
import { PortfolioWorkerModule } from './portfolio/portfolio.worker.module';
import { PrivacyWorkerModule } from './privacy/privacy.worker.module';
import { ReportsWorkerModule } from './reports/reports.worker.module';
import { WatchlistsModule } from './watchlists/watchlists.module';

/** What a process that does the work behind the API has; others do not even load it. */
export const WORKERS = [
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
