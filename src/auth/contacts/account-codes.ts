import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { CodeKind } from '../../notifications/notification';
import { NotificationsService } from '../../notifications/notifications.service';
import { AccountCode, AccountCodesRepository } from './account-codes.repository';
import { invalidCode, tooManyCodes } from '../auth.errors';
import { MailedTokens } from './mailed-tokens';

const MINUTE = 60_000;
const LIFE_MS: Record<CodeKind, number> = {
  confirm_email: DAY_MS,
  confirm_new_email: DAY_MS,
  email_changed: 7 * DAY_MS,
  reset_password: 30 * MINUTE,
  confirm_phone: 10 * MINUTE,
  account_deletion: 7 * DAY_MS,
  choose_password: 7 * DAY_MS,
};
/** Of a kind, for an account, within an hour. */
const MOST_AN_HOUR = 3;
/** Six digits bear few guesses. */
const MOST_ATTEMPTS = 5;

export interface CodeOrder {
  user_id: string;
  kind: CodeKind;
  /** where the code goes */
  to: string;
  /** what it confirms or takes back, where that is something else */
  about?: string;
  before?: string;
}

type StoredOrder = Omit<CodeOrder, 'to' | 'about' | 'before'> & { about: string; before?: string | null };

/** Codes that prove who reads at an address or number: signed, good once and for a limited time. */
@Injectable()
export class AccountCodes {
  constructor(
    private readonly codes: AccountCodesRepository,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
    private readonly tokens: MailedTokens,
  ) {}

  /** @throws DomainError `auth.too_many_codes` for the fourth of a kind within an hour */
  async send({ to, ...order }: CodeOrder): Promise<void> {
    const { user_id, kind } = order;
    const code_id = await this.create({ about: to, ...order });
    const channel = kind === 'confirm_phone' ? 'sms' : 'email';
    await this.notifications.send({ user_id, kind, to: { channel, address: to }, code_id });
  }

  /**
   * A token that somebody hands over, in place of a message.
   * @throws DomainError `auth.too_many_codes` as for one that is sent
   */
  async issue(order: { user_id: string; kind: CodeKind; about: string }): Promise<string> {
    return this.tokens.tokenOf(await this.create(order));
  }

  /** @returns until when a code of the kind is good that is made now */
  endOf(kind: CodeKind): Date {
    return new Date(this.clock.now().getTime() + LIFE_MS[kind]);
  }

  /** What a token is for, which stays good. @throws DomainError `auth.invalid_code` as `spend` does */
  look(token: string, ...kinds: CodeKind[]): Promise<AccountCode> {
    return this.named(token, (id) => this.codes.find(id, kinds, this.clock.now()));
  }

  /** @throws DomainError `auth.invalid_code` for a token that was not sent, was used or has ended */
  spend(token: string, ...kinds: CodeKind[]): Promise<AccountCode> {
    return this.named(token, (id) => this.codes.spend(id, kinds, this.clock.now()));
  }

  /** @throws DomainError `auth.invalid_code`, also for the right one after five guesses */
  async spendDigits(userId: string, digits: string, kind: CodeKind): Promise<AccountCode> {
    const now = this.clock.now();
    const code = await this.codes.attempt(userId, kind, now, MOST_ATTEMPTS);
    const right = code && this.tokens.isOf(code.id, digits, 'digits');
    const spent = right && (await this.codes.spend(code.id, [kind], now));
    if (!spent) throw invalidCode();
    return spent;
  }

  void(userId: string, ...kinds: CodeKind[]): Promise<void> {
    return this.codes.void(userId, kinds, this.clock.now());
  }

  private async named(token: string, ask: (id: string) => Promise<AccountCode | null>): Promise<AccountCode> {
    const id = this.tokens.idOf(token);
    const code = id && (await ask(id));
    if (!code) throw invalidCode();
    return code;
  }

  private async create({ user_id, kind, about, before = null }: StoredOrder): Promise<string> {
    const now = this.clock.now();
    const lately = await this.codes.countSince(user_id, kind, new Date(now.getTime() - 60 * MINUTE));
    if (lately >= MOST_AN_HOUR) throw tooManyCodes();
    return this.codes.create({ user_id, kind, address: about, before }, now, this.endOf(kind));
  }
}
