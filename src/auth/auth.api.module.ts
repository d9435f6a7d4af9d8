import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { StreamAuthenticator } from '../platform/stream/sockets/stream-authenticator';
import { BoardAccess } from '../platform/queues/board/board-access';
import { LimitGuard } from '../platform/http/limits/limit.guard';
import { AuditModule } from '../audit/audit.module';
import { UsersModule } from '../users/users.module';
import { AccessAuthenticator } from './access/access-authenticator';
import { AccessGuard } from './access/access.guard';
import { AdminSessionController } from './administration/admin-session.controller';
import { AdminSessionsService } from './administration/admin-sessions.service';
import { AuthController } from './sign-in/auth.controller';
import { AuthModule } from './auth.module';
import { CookieSessionController } from './sign-in/cookie-session.controller';
import { InvitationsController } from './registration/invitations.controller';
import { PermissionGuard } from './access/permission.guard';
import { UnroutedRequests } from './access/unrouted-requests';
import { ContactsController } from './contacts/contacts.controller';
import { FactorSignInController } from './factors/factor-sign-in.controller';
import { FactorsController } from './factors/factors.controller';
import { OidcLinksController } from './oidc/oidc-links.controller';
import { OidcSignInController } from './oidc/oidc-sign-in.controller';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller';
import { PasskeysController } from './passkeys/passkeys.controller';
import { UserFactorsController } from './factors/user-factors.controller';
import { TokensController } from './tokens/tokens.controller';
import { SecurityEventsController } from './security-events/security-events.controller';
import { StandingController } from './administration/standing.controller';
import { UserAccountsController } from './administration/user-accounts.controller';
import { UserAccountsService } from './administration/user-accounts.service';
import { UserSessionsController } from './administration/user-sessions.controller';

@Module({
  imports: [AuditModule, AuthModule, UsersModule],
  controllers: [
    AdminSessionController,
    AuthController,
    ContactsController,
    CookieSessionController,
    FactorSignInController,
    FactorsController,
    OidcLinksController,
    OidcSignInController,
    PasskeySignInController,
    PasskeysController,
    InvitationsController,
    SecurityEventsController,
    StandingController,
    UserAccountsController,
    UserFactorsController,
    UserSessionsController,
    TokensController,
  ],
  providers: [
    UserAccountsService,
    // In this order: who asks, whether that one may still ask, whether this one may ask for this.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: LimitGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
    UnroutedRequests,
    { provide: StreamAuthenticator, useExisting: AccessAuthenticator },
    { provide: BoardAccess, useExisting: AdminSessionsService },
  ],
})
export class AuthApiModule {}
