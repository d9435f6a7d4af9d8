import { AdministrationApiModule } from './administration/administration.api.module';
import { AlertsApiModule } from './alerts/alerts.api.module';
import { AuditApiModule } from './audit/audit.api.module';
import { AuthApiModule } from './auth/auth.api.module';
import { ImportsApiModule } from './imports/imports.api.module';
import { MarketApiModule } from './market/market.api.module';
import { NotificationsApiModule } from './notifications/notifications.api.module';
import { PortfolioApiModule } from './portfolio/portfolio.api.module';
import { PrivacyApiModule } from './privacy/privacy.api.module';
import { ReportsApiModule } from './reports/reports.api.module';
import { UsersApiModule } from './users/users.api.module';
import { WatchlistsApiModule } from './watchlists/watchlists.api.module';

/** What a process that serves the API has; others do not even load it. */
export const API = [
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
