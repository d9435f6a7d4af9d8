import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Page, pageOf } from '../common/paging/cursor';
import { Credentials, Preferences, User } from './user';
import { ownAccount, userNotFound } from './users.errors';
import { NewUser, UsersRepository } from './users.repository';

/** What is needed to open an account; the rest has defaults. */
export type Registration = Pick<NewUser, 'email' | 'hashed_password' | 'full_name'> & {
  is_superuser?: boolean;
};

export interface ProfileChanges {
  full_name?: string;
  phone?: string | null;
  preferences?: { theme?: Preferences['theme']; notifications?: Partial<Preferences['notifications']> };
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
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `user.not_found` */
  async get(userId: string): Promise<User> {
    return found(await this.users.findById(userId));
  }

  /** Those of the ids that exist, in no particular order. */
  findByIds(ids: string[]): Promise<User[]> {
    return this.users.findByIds(ids);
  }

  find(userId: string): Promise<User | null> {
    return this.users.findById(userId);
  }

  /** @throws DomainError `auth.email_taken` */
  create(registration: Registration): Promise<User> {
    return this.users.create({
      is_superuser: false,
      ...registration,
      email: normaliseEmail(registration.email),
      is_active: true,
      created_at: this.clock.now(),
      last_login: null,
      phone: null,
      preferences: { theme: 'light', notifications: { email: true, sms: false } },
    });
  }

  credentialsByEmail(email: string): Promise<Credentials | null> {
    return this.users.credentialsByEmail(normaliseEmail(email));
  }

  credentialsById(userId: string): Promise<Credentials | null> {
    return this.users.credentialsById(userId);
  }

  /** @returns null when the password or the account's standing is not any more what was read */
  recordLogin({ id, hashed_password }: Credentials): Promise<User | null> {
    const last_login = this.clock.now();
    return this.users.update(id, { last_login }, { hashed_password, is_active: true });
  }

  /** @returns whether the password was still the one that was read; else it stays what it is now */
  async setPassword({ id, hashed_password }: Credentials, next: string): Promise<boolean> {
    return (await this.users.update(id, { hashed_password: next }, { hashed_password })) !== null;
  }

  async updateProfile(userId: string, { full_name, phone, preferences }: ProfileChanges): Promise<User> {
    const changes = {
      full_name,
      phone,
      'preferences.theme': preferences?.theme,
      'preferences.notifications.email': preferences?.notifications?.email,
      'preferences.notifications.sms': preferences?.notifications?.sms,
    };
    return found(await this.users.update(userId, withoutUndefined(changes)));
  }

  async list({ limit, cursor }: { limit: number; cursor?: string }): Promise<Page<User>> {
    return pageOf(await this.users.list(limit, cursor), limit, (user) => user);
  }

  /**
   * Activates, deactivates, promotes or demotes; whoever listens has acted when this returns.
   * @throws DomainError `user.not_found`, `user.own_account`
   */
  async changeStanding(actorId: string, userId: string, changes: StandingChanges): Promise<User> {
    const takesAway = changes.is_active === false || changes.is_superuser === false;
    if (actorId === userId && takesAway) throw ownAccount();
    const user = found(await this.users.update(userId, withoutUndefined({ ...changes })));
    for (const listener of this.listeners) await listener(user);
    return user;
  }

  /** Makes an account an active superuser, on the word of who has the database's credentials. */
  async promote(userId: string): Promise<User> {
    return found(await this.users.update(userId, { is_superuser: true, is_active: true }));
  }

  onStandingChange(listener: StandingListener): void {
    this.listeners.push(listener);
  }
}

/** One spelling per address: trimmed, lower case, composed Unicode. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

function found(user: User | null): User {
  if (!user) throw userNotFound();
  return user;
}

function withoutUndefined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}
