import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthPersonalData } from './auth-personal-data';
import { RememberedDeviceRecord, RememberedDeviceSchema } from './factors/schemas/remembered-device.schema';
import { SecondFactorRecord, SecondFactorSchema } from './factors/schemas/second-factor.schema';
import { SignInTicketRecord, SignInTicketSchema } from './factors/schemas/sign-in-ticket.schema';
import { OidcLinkRecord, OidcLinkSchema } from './oidc/schemas/oidc-link.schema';
import { PasskeyRecord, PasskeySchema } from './passkeys/schemas/passkey.schema';
import { AccountCodeRecord, AccountCodeSchema } from './schemas/account-code.schema';
import { InvitationRecord, InvitationSchema } from './schemas/invitation.schema';
import { MailOrderRecord, MailOrderSchema } from './schemas/mail-order.schema';
import { PersonalTokenRecord, PersonalTokenSchema } from './schemas/personal-token.schema';
import { RegistrationRecord, RegistrationSchema } from './schemas/registration.schema';
import { SessionRecord, SessionSchema } from './schemas/session.schema';

/** What is stored of sign-ins. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: AccountCodeRecord.name, schema: AccountCodeSchema },
      { name: InvitationRecord.name, schema: InvitationSchema },
      { name: MailOrderRecord.name, schema: MailOrderSchema },
      { name: PersonalTokenRecord.name, schema: PersonalTokenSchema },
      { name: RegistrationRecord.name, schema: RegistrationSchema },
      { name: SessionRecord.name, schema: SessionSchema },
      { name: OidcLinkRecord.name, schema: OidcLinkSchema },
      { name: PasskeyRecord.name, schema: PasskeySchema },
      { name: RememberedDeviceRecord.name, schema: RememberedDeviceSchema },
      { name: SecondFactorRecord.name, schema: SecondFactorSchema },
      { name: SignInTicketRecord.name, schema: SignInTicketSchema },
    ]),
  ],
  providers: [AuthPersonalData],
  exports: [MongooseModule],
})
export class AuthDataModule {}
