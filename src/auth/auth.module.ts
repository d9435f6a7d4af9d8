import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuditModule } from '../audit/audit.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { UsersModule } from '../users/users.module';
import { AccessAuthenticator } from './access/access-authenticator';
import { AccountAccess } from './sessions/account-access';
import { AccessTokens } from './access/access-tokens';
import { AccountCodes } from './contacts/account-codes';
import { AccountCodesRepository } from './contacts/account-codes.repository';
import { AdminSessionsService } from './administration/admin-sessions.service';
import { AuthAudit } from './auth.audit';
import { AuthDataModule } from './auth.data.module';
import { PasswordChangeService } from './sign-in/password-change.service';
import { PasswordSignInService } from './sign-in/password-sign-in.service';
import { SessionRenewalService } from './sign-in/session-renewal.service';
import { ContactsService } from './contacts/contacts.service';
import { Devices } from './sign-in/devices';
import { InvitationsRepository } from './registration/invitations.repository';
import { InvitationsService } from './registration/invitations.service';
import { JwtStrategy } from './access/jwt.strategy';
import { PasswordConfirmation } from './sign-in/password-confirmation';
import { PersonalTokensRepository } from './tokens/personal-tokens.repository';
import { PersonalTokensService } from './tokens/personal-tokens.service';
import { TokenAuthenticator } from './tokens/token-authenticator';
import { MailOrders } from './mail-orders/mail-orders';
import { MailOrdersRepository } from './mail-orders/mail-orders.repository';
import { MailedTokens } from './contacts/mailed-tokens';
import { OwnerNotices } from './contacts/owner-notices';
import { RegistrationMails } from './registration/registration-mails';
import { RegistrationsRepository } from './registration/registrations.repository';
import { RegistrationService } from './registration/registration.service';
import { RecentSignIn } from './sign-in/recent-sign-in';
import { Revocations } from './sessions/revocations';
import { SecurityNotices } from './contacts/security-notices';
import { SessionStandings } from './sessions/session-standings';
import { SessionsRepository } from './sessions/sessions.repository';
import { SessionsService } from './sessions/sessions.service';
import { SignInBackoff } from './sign-in/sign-in-backoff';
import { VerifiedTokens } from './access/verified-tokens';
import { FactorHoldings } from './factors/factor-holdings';
import { FactorKeyChange } from './factors/codes/factor-key-change';
import { FactorNotices } from './factors/factor-notices';
import { FactorProofs } from './factors/factor-proofs';
import { FactorRequirement } from './factors/factor-requirement';
import { FactorSignInService } from './factors/factor-sign-in.service';
import { RememberedDevicesRepository } from './factors/devices/remembered-devices.repository';
import { RememberedDevicesService } from './factors/devices/remembered-devices.service';
import { SealedSecrets } from './factors/codes/sealed-secrets';
import { SecondFactorsRepository } from './factors/second-factors.repository';
import { SecondFactorsService } from './factors/second-factors.service';
import { SignInTickets } from './factors/sign-in-tickets';
import { OneTimeRecords } from './one-time-records';
import { OidcFlows } from './oidc/oidc-flows';
import { OidcLinksRepository } from './oidc/oidc-links.repository';
import { OidcLinksService } from './oidc/oidc-links.service';
import { OidcProviders } from './oidc/oidc-providers';
import { OidcSignInService } from './oidc/oidc-sign-in.service';
import { PasskeyChallenges } from './passkeys/passkey-challenges';
import { PasskeyProofs } from './passkeys/passkey-proofs';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service';
import { PasskeysRepository } from './passkeys/passkeys.repository';
import { PasskeysService } from './passkeys/passkeys.service';
import { RelyingParty } from './passkeys/relying-party';
import { SignInsService } from './sign-in/sign-ins.service';

@Module({
  imports: [JwtModule.register({}), AuthDataModule, AuditModule, NotificationsModule, UsersModule],
  providers: [
    AccessAuthenticator,
    AccessTokens,
    AccountAccess,
    AccountCodes,
    AccountCodesRepository,
    AdminSessionsService,
    AuthAudit,
    ContactsService,
    Devices,
    FactorHoldings,
    FactorKeyChange,
    FactorNotices,
    FactorProofs,
    FactorRequirement,
    FactorSignInService,
    InvitationsRepository,
    InvitationsService,
    JwtStrategy,
    MailedTokens,
    MailOrders,
    MailOrdersRepository,
    OidcFlows,
    OidcLinksRepository,
    OidcLinksService,
    OidcProviders,
    OidcSignInService,
    OneTimeRecords,
    OwnerNotices,
    PasskeyChallenges,
    PasskeyProofs,
    PasskeySignInService,
    PasskeysRepository,
    PasskeysService,
    PasswordChangeService,
    PasswordConfirmation,
    PasswordSignInService,
    PersonalTokensRepository,
    PersonalTokensService,
    RecentSignIn,
    RegistrationMails,
    RegistrationService,
    RegistrationsRepository,
    RelyingParty,
    RememberedDevicesRepository,
    RememberedDevicesService,
    Revocations,
    SealedSecrets,
    SecondFactorsRepository,
    SecondFactorsService,
    SecurityNotices,
    SessionRenewalService,
    SessionsRepository,
    SessionsService,
    SessionStandings,
    SignInBackoff,
    SignInsService,
    SignInTickets,
    TokenAuthenticator,
    VerifiedTokens,
  ],
  exports: [
    AccessAuthenticator,
    AccountAccess,
    AccountCodes,
    AdminSessionsService,
    AuthAudit,
    ContactsService,
    Devices,
    FactorHoldings,
    FactorRequirement,
    FactorSignInService,
    InvitationsService,
    MailOrders,
    OidcLinksService,
    OidcProviders,
    OidcSignInService,
    PasskeySignInService,
    PasskeysService,
    PasswordChangeService,
    PasswordConfirmation,
    PasswordSignInService,
    PersonalTokensService,
    RecentSignIn,
    RegistrationService,
    RememberedDevicesService,
    SecondFactorsService,
    SecurityNotices,
    SessionRenewalService,
    SessionsService,
  ],
})
export class AuthModule {}
