import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Page, PageRequest, pageOf } from '../common/paging/cursor';
import { normaliseEmail } from './email-address';
import { Credentials, Preferences, User, UserStanding } from './user';
import { UserErasures } from './user-erasures';
import { RecentUsers } from './recent-users';
import { ownAccount, userNotFound } from './users.errors';
import { NewUser, UsersRepository } from './users.repository';

/** What is needed to open an account; the rest has defaults. */
export type Registration = Pick<NewUser, 'email' | 'hashed_password' | 'full_name'> & {
  /** that it is to have; a new one when left out */
  id?: string;
  is_superuser?: boolean;
  /** on the word of who has the database's credentials */
  email_confirmed_at?: Date;
  password_needed_since?: Date;
};

export interface ProfileChanges {
  full_name?: string;
  phone?: string | null;
  preferences?: Partial<Omit<Preferences, 'notifications'>> & {
    notifications?: Partial<Preferences['notifications']>;
  };
}

export interface StandingChanges {
  is_active?: boolean;
  is_superuser?: boolean;
}

/** Told after a user's standing (active, superuser) changed; auth ends the sessions of who was deactivated. */
export type StandingListener = (user: User) => Promise<void>;

@Injectable()
export class UsersService {
  private readonly listeners: StandingListener[] = [];

  constructor(
    private readonly users: UsersRepository,
    private readonly erasures: UserErasures,
    private readonly recent: RecentUsers,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user.not_found` */
  async get(userId: string): Promise<User> {
    return found(await this.users.findById(userId));
  }

  /**
   * An account to be shown to its owner, from memory where it was read a moment ago: as new as `RecentRecords` promises.
   * Rights are asked of `find` and `get`.
   * @throws DomainError `user.not_found`
   */
  async show(userId: string): Promise<User> {
    return found(await this.recent.read(userId, () => this.users.findById(userId)));
  }

  /** Those of the ids that exist, in no particular order. */
  findByIds(ids: string[]): Promise<User[]> {
    return this.users.findByIds(ids);
  }

  /** What those of the accounts that exist may do, by id; asked of the database each time. */
  standings(ids: readonly string[]): Promise<Map<string, UserStanding>> {
    return this.users.standings(ids);
  }

  find(userId: string): Promise<User | null> {
    return this.users.findById(userId);
  }

  /** @throws DomainError `auth.email_taken` */
  create(registration: Registration): Promise<User> {
    return this.users.create({
      is_superuser: false,
      email_confirmed_at: null,
      phone_confirmed_at: null,
      password_needed_since: null,
      ...registration,
      email: normaliseEmail(registration.email),
      is_active: true,
      created_at: this.clock.now(),
      last_login: null,
      phone: null,
      preferences: {
        theme: 'light',
        locale: null,
        base_currency: null,
        time_zone: null,
        notifications: { email: true, sms: false },
      },
    });
  }

  async credentialsByEmail(email: string): Promise<Credentials | null> {
    const [normal, older] = [normaliseEmail(email), olderSpelling(email)];
    const found = await this.users.credentialsByEmail(normal);
    return found || normal === older ? found : this.users.credentialsByEmail(older);
  }

  credentialsById(userId: string): Promise<Credentials | null> {
    return this.users.credentialsById(userId);
  }

  /**
   * A sign-in also takes back that the account was given up.
   * @returns null when the password or the account's standing is not any more what was read
   */
  recordLogin({ id, hashed_password }: Credentials): Promise<User | null> {
    return this.users.signIn(id, hashed_password, this.clock.now());
  }

  /** @returns whether the password was still the one that was read; else it stays what it is now */
  async setPassword({ id, hashed_password }: Credentials, next: string): Promise<boolean> {
    return (await this.users.update(id, { hashed_password: next }, { hashed_password })) !== null;
  }

  async updateProfile(userId: string, { full_name, phone, preferences }: ProfileChanges): Promise<User> {
    const { phone: before } = await this.get(userId);
    const changes = {
      full_name,
      phone,
      // another number is nobody's yet
      phone_confirmed_at: phone === undefined || phone === before ? undefined : null,
      'preferences.theme': preferences?.theme,
      'preferences.locale': preferences?.locale,
      'preferences.base_currency': preferences?.base_currency,
      'preferences.time_zone': preferences?.time_zone,
      'preferences.notifications.email': preferences?.notifications?.email,
      'preferences.notifications.sms': preferences?.notifications?.sms,
    };
    return found(await this.users.update(userId, withoutUndefined(changes)));
  }

  /** @returns null when the account has another address by now */
  confirmEmail(userId: string, email: string): Promise<User | null> {
    return this.users.update(userId, { email_confirmed_at: this.clock.now() }, { email });
  }

  /** @returns null when the account has another number by now */
  confirmPhone(userId: string, phone: string): Promise<User | null> {
    return this.users.update(userId, { phone_confirmed_at: this.clock.now() }, { phone });
  }

  /**
   * Gives an account an address that its owner has confirmed, in place of another.
   * @returns null when the account has another address by now
   * @throws DomainError `auth.email_taken`
   */
  changeEmail(userId: string, from: string, to: string): Promise<User | null> {
    const changes = { email: normaliseEmail(to), email_confirmed_at: this.clock.now() };
    return this.users.changeEmail(userId, from, changes);
  }

  /** A new password of who proved to read at the account's address. */
  async resetPassword(userId: string, hashed_password: string): Promise<User> {
    return found(await this.users.update(userId, { hashed_password, password_needed_since: null }));
  }

  /**
   * Nobody signs in to the account, by whatever means, before a new password is chosen.
   * @param hashed_password of one that nobody knows
   */
  async demandPassword(userId: string, hashed_password: string): Promise<User> {
    return found(
      await this.users.update(userId, { hashed_password, password_needed_since: this.clock.now() }),
    );
  }

  /** @param q a part of the address or the name; all accounts when left out */
  async list({ q, ...page }: PageRequest & { q?: string }): Promise<Page<User>> {
    return pageOf(await this.users.list(page, q), page, (user) => user);
  }

  /**
   * Activates, deactivates, promotes or demotes; whoever listens has acted when this returns. Who is activated is not
   * erased any more.
   * @throws DomainError `user.not_found`, `user.own_account`
   */
  async changeStanding(actorId: string, userId: string, changes: StandingChanges): Promise<User> {
    const takesAway = changes.is_active === false || changes.is_superuser === false;
    if (actorId === userId && takesAway) throw ownAccount();
    if (changes.is_active) await this.erasures.takeBack(userId, this.clock.now());
    const user = found(await this.users.update(userId, withoutUndefined({ ...changes })));
    for (const listener of this.listeners) await listener(user);
    return user;
  }

  /** Makes an account an active superuser with a new password, on the word of who has the database's credentials. */
  async takeOver(userId: string, hashed_password: string): Promise<User> {
    const changes = { is_superuser: true, is_active: true, hashed_password, password_needed_since: null };
    return found(await this.users.update(userId, changes));
  }

  onStandingChange(listener: StandingListener): void {
    this.listeners.push(listener);
  }
}

/** As older versions stored addresses: these accounts are still found under what their owners write. */
function olderSpelling(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

function found(user: User | null): User {
  if (!user) throw userNotFound();
  return user;
}

function withoutUndefined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}
