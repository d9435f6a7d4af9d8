import { Injectable, Logger } from '@nestjs/common';
import { Types } from 'mongoose';
import { Identity } from '../../common/identity/identity';
import { Environment } from '../../config/environment';
import { PasswordStrength } from '../../users/password-strength';
import { Passwords } from '../../users/passwords';
import { normaliseEmail } from '../../users/email-address';
import { UsersService } from '../../users/users.service';
import { AccountCodes } from './account-codes';
import { AuthAudit } from '../auth.audit';
import { channelOff, invalidCode, noPhone } from '../auth.errors';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { MailOrders } from '../mail-orders/mail-orders';
import { SecurityNotices } from './security-notices';
import { AccountAccess } from '../sessions/account-access';

/** Confirms addresses and numbers, changes an address, and lets people in again who forgot their password. */
@Injectable()
export class ContactsService {
  private readonly logger = new Logger(ContactsService.name);

  constructor(
    private readonly users: UsersService,
    private readonly codes: AccountCodes,
    private readonly mails: MailOrders,
    private readonly passwords: Passwords,
    private readonly strength: PasswordStrength,
    private readonly confirmation: PasswordConfirmation,
    private readonly notices: SecurityNotices,
    private readonly access: AccountAccess,
    private readonly audit: AuthAudit,
    private readonly environment: Environment,
  ) {}

  /** Sends the first confirmation; what goes wrong stops no registration, and it can be asked for again. */
  async welcome(userId: string): Promise<void> {
    if (!this.environment.SMTP_URL) return;
    await this.sendConfirmation(userId).catch((error: unknown) => this.logger.error(error));
  }

  /** @throws DomainError `auth.channel_off`, `auth.too_many_codes` */
  async sendConfirmation(userId: string): Promise<void> {
    this.demandMail();
    const { email, email_confirmed_at } = await this.users.get(userId);
    if (!email_confirmed_at) await this.codes.send({ user_id: userId, kind: 'confirm_email', to: email });
  }

  /** @throws DomainError `auth.invalid_code`, `auth.email_taken` */
  async confirmEmail(token: string): Promise<void> {
    const code = await this.codes.spend(token, 'confirm_email', 'confirm_new_email');
    const { user_id, kind, address, before } = code;
    if (kind === 'confirm_email') {
      if (!(await this.users.confirmEmail(user_id, address))) throw invalidCode();
      await this.audit.contactConfirmed(user_id, 'email');
      return;
    }
    const old = await this.users.get(user_id);
    if (before === null || !(await this.users.changeEmail(user_id, before, address))) throw invalidCode();
    await this.audit.emailChanged(user_id);
    // What was sent to the old address opens the account no more.
    await this.codes.void(user_id, 'reset_password', 'choose_password', 'confirm_email');
    if (old.email_confirmed_at) {
      await this.codes.send({ user_id, kind: 'email_changed', to: before, about: before, before: address });
    }
    await this.notices.emailChanged(user_id);
  }

  /**
   * Sends a code to the new address; the account keeps the old one until it comes back. An address that is taken gets
   * nothing, and the answer is the same.
   * @throws DomainError `auth.wrong_password`, `auth.channel_off`, `auth.too_many_codes`
   */
  async changeEmail(identity: Identity, newEmail: string, password: string): Promise<void> {
    this.demandMail();
    const { id, email } = await this.confirmation.confirm(identity, password);
    const to = normaliseEmail(newEmail);
    if (await this.users.credentialsByEmail(to)) return;
    await this.codes.send({ user_id: id, kind: 'confirm_new_email', to, before: email });
  }

  /**
   * Takes a change of address back, ends every session, token and link, and sends the means to choose a new password.
   * @throws DomainError `auth.invalid_code`, `auth.email_taken`
   */
  async undoEmailChange(token: string): Promise<void> {
    const { user_id, address, before } = await this.codes.spend(token, 'email_changed');
    const { email } = await this.users.get(user_id);
    if (before === null || !(await this.users.changeEmail(user_id, email, address))) throw invalidCode();
    await this.codes.void(user_id, 'reset_password', 'choose_password', 'confirm_new_email');
    // Whoever changed the address may have opened more ways in.
    await this.access.endAll(user_id);
    await this.audit.emailChanged(user_id);
    await this.codes.send({ user_id, kind: 'reset_password', to: address });
  }

  /** Answers before it looks, so that neither words nor time tell whether there is such an account. */
  async forgotPassword(email: string): Promise<void> {
    this.demandMail();
    await this.mails.place({ id: new Types.ObjectId().toHexString(), kind: 'reset_password', email });
  }

  /** @throws DomainError `auth.invalid_code`, `validation.failed` for a weak password, which does not use the code up */
  async resetPassword(token: string, password: string): Promise<void> {
    const { user_id, address, before } = await this.codes.look(token, 'reset_password', 'choose_password');
    const user = await this.users.get(user_id);
    if (user.email !== address || !user.is_active) throw invalidCode();
    await this.strength.refuseWeak('new_password', password, [user.email, user.full_name]);
    const hashed_password = await this.passwords.hash(password);
    await this.codes.spend(token, 'reset_password', 'choose_password');
    await this.users.resetPassword(user_id, hashed_password);
    // An administrator's code that was mailed proves the address too; one that was handed over does not.
    if (before === address) await this.users.confirmEmail(user_id, address);
    await this.codes.void(user_id, 'reset_password', 'choose_password', 'confirm_new_email');
    await this.access.endAll(user_id);
    await this.audit.passwordReset(user_id);
    await this.notices.passwordReset(user_id, await this.access.waysIn(user_id));
  }

  /** @throws DomainError `auth.channel_off`, `auth.no_phone`, `auth.too_many_codes` */
  async sendPhoneCode(userId: string): Promise<void> {
    if (!this.environment.TWILIO_ACCOUNT_SID) throw channelOff('SMS');
    const { phone, phone_confirmed_at } = await this.users.get(userId);
    if (!phone) throw noPhone();
    if (!phone_confirmed_at) await this.codes.send({ user_id: userId, kind: 'confirm_phone', to: phone });
  }

  /** @throws DomainError `auth.invalid_code` */
  async confirmPhone(userId: string, digits: string): Promise<void> {
    const { address } = await this.codes.spendDigits(userId, digits, 'confirm_phone');
    if (!(await this.users.confirmPhone(userId, address))) throw invalidCode();
    await this.audit.contactConfirmed(userId, 'phone');
  }

  private demandMail(): void {
    if (!this.environment.SMTP_URL) throw channelOff('mail');
  }
}
