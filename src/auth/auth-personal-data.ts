import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import {
  collectionsOf,
  eraseUnderUserId,
  Kept,
  tableUnderUserId,
} from '../platform/personal-data/under-user-id';
import { RememberedDeviceRecord } from './factors/schemas/remembered-device.schema';
import { SecondFactorRecord } from './factors/schemas/second-factor.schema';
import { SignInTicketRecord } from './factors/schemas/sign-in-ticket.schema';
import { OidcLinkRecord } from './oidc/schemas/oidc-link.schema';
import { PasskeyRecord } from './passkeys/schemas/passkey.schema';
import { AccountCodeRecord } from './schemas/account-code.schema';
import { InvitationRecord } from './schemas/invitation.schema';
import { MailOrderRecord } from './schemas/mail-order.schema';
import { PersonalTokenRecord } from './schemas/personal-token.schema';
import { RegistrationRecord } from './schemas/registration.schema';
import { SessionRecord } from './schemas/session.schema';

const SESSION = ['user_agent', 'created_at', 'last_used_at', 'expires_at', 'ended_at'];
const TOKEN = ['name', 'scopes', 'portfolios', 'created_at', 'expires_at', 'last_used_at'];
const PASSKEY = ['name', 'transports', 'backed_up', 'created_at', 'last_used_at'];
const LINK = ['issuer', 'created_at', 'last_used_at'];
const DEVICE = ['user_agent', 'created_at', 'last_used_at', 'expires_at'];

/** What an account signs in with, and where it is signed in; the archive has none of the secrets. */
@Injectable()
export class AuthPersonalData implements PersonalData {
  readonly collections: string[];
  private readonly ofUser: Kept[];

  constructor(
    @InjectModel(SessionRecord.name) private readonly sessions: Model<SessionRecord>,
    @InjectModel(PersonalTokenRecord.name) private readonly tokens: Model<PersonalTokenRecord>,
    @InjectModel(PasskeyRecord.name) private readonly passkeys: Model<PasskeyRecord>,
    @InjectModel(OidcLinkRecord.name) private readonly links: Model<OidcLinkRecord>,
    @InjectModel(RememberedDeviceRecord.name) private readonly devices: Model<RememberedDeviceRecord>,
    @InjectModel(SecondFactorRecord.name) private readonly factors: Model<SecondFactorRecord>,
    @InjectModel(SignInTicketRecord.name) tickets: Model<SignInTicketRecord>,
    @InjectModel(AccountCodeRecord.name) private readonly codes: Model<AccountCodeRecord>,
    @InjectModel(InvitationRecord.name) private readonly invitations: Model<InvitationRecord>,
    @InjectModel(MailOrderRecord.name) private readonly mails: Model<MailOrderRecord>,
    @InjectModel(RegistrationRecord.name) private readonly registrations: Model<RegistrationRecord>,
    rooms: PersonalDataRooms,
  ) {
    this.ofUser = [sessions, tokens, passkeys, links, devices, tickets, codes];
    this.collections = collectionsOf(...this.ofUser, factors, invitations, mails, registrations);
    rooms.add(this);
  }

  async erase(account: NamedAccount): Promise<void> {
    const { userId, email, phone } = account;
    await eraseUnderUserId(account, ...this.ofUser);
    await this.factors.deleteOne({ _id: userId });
    const address = { $in: [email, ...(phone === null ? [] : [phone])] };
    await this.codes.collection.deleteMany({ $or: [{ address }, { before: address }] });
    const invited_by = new Types.ObjectId(userId);
    await this.invitations.collection.deleteMany({ $or: [{ email }, { invited_by }] });
    await this.mails.deleteMany({ email });
    await this.registrations.deleteMany({ email });
  }

  tables(userId: string): PersonalTable[] {
    return [
      tableUnderUserId(this.sessions, userId, { fields: SESSION }),
      tableUnderUserId(this.tokens, userId, { fields: TOKEN }),
      tableUnderUserId(this.passkeys, userId, { fields: PASSKEY }),
      tableUnderUserId(this.links, userId, { fields: LINK }),
      tableUnderUserId(this.devices, userId, { fields: DEVICE }),
    ];
  }
}
