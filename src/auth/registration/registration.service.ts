import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { Environment } from '../../config/environment';
import { normaliseEmail } from '../../users/email-address';
import { Passwords } from '../../users/passwords';
import { User } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { invalidCode, invalidCredentials } from '../auth.errors';
import { ContactsService } from '../contacts/contacts.service';
import { MailedTokens } from '../contacts/mailed-tokens';
import { RegisterDto } from '../dto/credentials.dto';
import { MailOrders } from '../mail-orders/mail-orders';
import { Device } from '../sessions/session';
import { PasswordStrength } from '../../users/password-strength';
import { SignIn, SignInsService } from '../sign-in/sign-ins.service';
import { Invitation } from './invitation';
import { InvitationsService } from './invitations.service';
import { invitationNeeded, registrationClosed } from './registration.errors';
import { RegistrationsRepository } from './registrations.repository';

const SECRET_BYTES = 32;

interface NewAccount {
  id?: string;
  email: string;
  hashed_password: string;
  full_name: string;
}

/** Somebody whose address another vouches for. */
export interface VouchedRegistration {
  email: string;
  full_name: string;
  invitation?: string;
}

/** Opens accounts, to everybody, to the invited or to nobody, as `REGISTRATION` says. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly strength: PasswordStrength,
    private readonly signIns: SignInsService,
    private readonly contacts: ContactsService,
    private readonly invitations: InvitationsService,
    private readonly registrations: RegistrationsRepository,
    private readonly mails: MailOrders,
    private readonly tokens: MailedTokens,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /**
   * Opens an account; where registrations are confirmed by mail, it only sends that mail, or another one to who has the
   * address already, and tells neither.
   * @returns null where a mail tells the rest
   * @throws DomainError `auth.registration_closed`, `auth.invitation_needed`, `auth.invalid_invitation`,
   * `auth.email_taken`, `validation.failed` for a weak password
   */
  async register(
    { email, password, full_name, invitation: token }: RegisterDto,
    device: Device,
  ): Promise<SignIn | null> {
    const invitation = await this.admit(email, token);
    await this.strength.refuseWeak('password', password, [email, full_name]);
    const hashed_password = await this.passwords.hash(password);
    if (invitation) await this.invitations.spend(invitation);
    // Who has a token that was mailed reads at the address.
    if (invitation?.mailed) return this.open({ email, hashed_password, full_name }, device, true);
    if (!this.environment.confirmsRegistrations) {
      return this.open({ email, hashed_password, full_name }, device, false);
    }
    const wish = { email: normaliseEmail(email), hashed_password, full_name };
    const expires_at = new Date(this.clock.now().getTime() + DAY_MS);
    const id = await this.registrations.create(wish, expires_at);
    await this.mails.place({ id, kind: 'registration', email: wish.email });
    return null;
  }

  /**
   * Opens the account of a registration, by the token of its mail and the password: without the password, who reads at an
   * address could confirm what a stranger registered with it.
   * @throws DomainError `auth.invalid_code`, `auth.invalid_credentials`, `auth.email_taken`, `auth.registration_closed`
   */
  async confirm(token: string, password: string, device: Device): Promise<SignIn> {
    if (this.environment.REGISTRATION === 'closed') throw registrationClosed();
    const id = this.tokens.idOf(token);
    const pending = id && (await this.registrations.find(id, this.clock.now()));
    if (!pending) throw invalidCode();
    if (!(await this.passwords.matches(password, pending.hashed_password))) throw invalidCredentials();
    if (!(await this.registrations.spend(pending.id, this.clock.now()))) throw invalidCode();
    return this.open(pending, device, true);
  }

  /**
   * Opens an account with an address that a provider vouches for. It has no password that anybody knows until its owner
   * chooses one by mail.
   * @throws DomainError `auth.registration_closed`, `auth.invitation_needed`, `auth.invalid_invitation`, `auth.email_taken`
   */
  async openVouched({ email, full_name, invitation: token }: VouchedRegistration): Promise<User> {
    const invitation = await this.admit(email, token);
    const hashed_password = await this.passwords.hash(randomBytes(SECRET_BYTES).toString('base64url'));
    if (invitation) await this.invitations.spend(invitation);
    return this.create({ email, hashed_password, full_name }, true);
  }

  private async open(account: NewAccount, device: Device, isProven: boolean): Promise<SignIn> {
    const user = await this.create(account, isProven);
    if (!isProven) await this.contacts.welcome(user.id);
    return this.signIns.open(user, device);
  }

  private async create(account: NewAccount, isProven: boolean): Promise<User> {
    const user = await this.users.create({
      ...account,
      ...(isProven && { email_confirmed_at: this.clock.now() }),
    });
    await this.audit.registered(user.id);
    return user;
  }

  private async admit(email: string, token: string | undefined): Promise<Invitation | null> {
    const { REGISTRATION } = this.environment;
    if (REGISTRATION === 'closed') throw registrationClosed();
    if (token !== undefined) return this.invitations.check(token, email);
    if (REGISTRATION === 'invite') throw invitationNeeded();
    return null;
  }
}
