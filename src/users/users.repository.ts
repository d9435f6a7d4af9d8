import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types, UpdateQuery } from 'mongoose';
import { isCurrency } from '../common/currencies/currency-code';
import { PageRequest } from '../common/paging/cursor';
import { containing } from '../platform/mongo/containing';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { UserRecord } from './schemas/user.schema';
import { Credentials, User, UserStanding } from './user';
import { emailTaken } from './users.errors';

export type NewUser = Omit<Credentials, 'id' | 'erase_at'> & { id?: string };
export interface UserChanges {
  email_confirmed_at?: Date | null;
  phone_confirmed_at?: Date | null;
  full_name?: string;
  phone?: string | null;
  hashed_password?: string;
  password_needed_since?: Date | null;
  is_active?: boolean;
  is_superuser?: boolean;
  'preferences.theme'?: string;
  'preferences.locale'?: string | null;
  'preferences.base_currency'?: string | null;
  'preferences.time_zone'?: string | null;
  'preferences.notifications.email'?: boolean;
  'preferences.notifications.sms'?: boolean;
}

function toCredentials({ _id, erasing_since: _s, erased_ids: _i, ...rest }: UserRecord): Credentials {
  // Accounts of older versions have not been confirmed.
  const { email_confirmed_at = null, phone_confirmed_at = null } = rest;
  const { erase_at = null, password_needed_since = null } = rest;
  const base_currency = chosenCurrency(rest.preferences.base_currency);
  return {
    id: _id.toHexString(),
    ...rest,
    preferences: { ...rest.preferences, base_currency },
    email_confirmed_at,
    phone_confirmed_at,
    erase_at,
    password_needed_since,
  };
}

/** Earlier releases took small letters, and currencies that are none any more: these count as not chosen. */
function chosenCurrency(stored: string | null | undefined): string | null {
  const code = stored?.toUpperCase();
  return isCurrency(code) ? code : null;
}

function toUser(stored: UserRecord): User {
  const { hashed_password: _hidden, ...user } = toCredentials(stored);
  return user;
}

@Injectable()
export class UsersRepository {
  constructor(@InjectModel(UserRecord.name) private readonly users: Model<UserRecord>) {}

  /** @throws DomainError `auth.email_taken` */
  async create({ id, ...user }: NewUser): Promise<User> {
    try {
      const created = await this.users.create({ ...user, ...(id !== undefined && { _id: id }) });
      return toUser(created.toObject());
    } catch (error) {
      if (isDuplicateKey(error)) throw emailTaken();
      throw error;
    }
  }

  async findById(id: string): Promise<User | null> {
    const stored = await this.users.findById(id).lean();
    return stored && toUser(stored);
  }

  async findByIds(ids: string[]): Promise<User[]> {
    const stored = await this.users.find({ _id: mongoose.trusted({ $in: ids }) }).lean();
    return stored.map(toUser);
  }

  /** Past mongoose: it is asked for whoever comes. */
  async standings(ids: readonly string[]): Promise<Map<string, UserStanding>> {
    const stored = await this.users.collection
      .find<Pick<UserRecord, '_id' | 'is_active' | 'is_superuser'>>(
        { _id: { $in: ids.map((id) => new Types.ObjectId(id)) } },
        { projection: { is_active: 1, is_superuser: 1 } },
      )
      .toArray();
    return new Map(
      stored.map(({ _id, is_active, is_superuser }) => {
        const id = _id.toHexString();
        return [id, { id, is_active, is_superuser }];
      }),
    );
  }

  /** Past mongoose: it is asked at every sign-in. */
  async credentialsByEmail(email: string): Promise<Credentials | null> {
    const stored = await this.users.collection.findOne<UserRecord>({ email });
    return stored && toCredentials(stored);
  }

  async credentialsById(id: string): Promise<Credentials | null> {
    const stored = await this.users.findById(id).lean();
    return stored && toCredentials(stored);
  }

  /**
   * One more than `limit` so that the caller sees whether there is a next page.
   * @param words a part of the address or the name, in any case; all accounts when left out
   */
  async list(page: PageRequest, words?: string): Promise<User[]> {
    const stored = await this.users
      .find({
        $and: [
          behind(page),
          words === undefined
            ? {}
            : { $or: [{ email: containing(words) }, { full_name: containing(words) }] },
        ],
      })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return stored.map(toUser);
  }

  /**
   * Notes a sign-in, which takes back that an account was given up.
   * @returns null when the password or the standing is another by now, a new password is needed, or its time to come
   * back is over
   */
  async signIn(id: string, hashed_password: string, now: Date): Promise<User | null> {
    const inTime = [{ erase_at: null }, { erase_at: mongoose.trusted({ $gt: now }) }];
    const stored = await this.users
      .findOneAndUpdate(
        { _id: id, hashed_password, is_active: true, password_needed_since: null, $or: inTime },
        { $set: { last_login: now }, $unset: { erase_at: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    return stored && toUser(stored);
  }

  /** @param still what must hold of the account in the same step */
  async update(
    id: string,
    changes: UserChanges,
    still: Partial<Pick<UserRecord, 'hashed_password' | 'is_active' | 'email' | 'phone'>> = {},
  ): Promise<User | null> {
    const update: UpdateQuery<UserRecord> = { $set: changes };
    const stored = await this.users
      .findOneAndUpdate({ _id: id, ...still }, update, { returnDocument: 'after' })
      .lean();
    return stored && toUser(stored);
  }

  /**
   * @returns null when the account has another address by now than `from`
   * @throws DomainError `auth.email_taken`
   */
  async changeEmail(
    id: string,
    from: string,
    to: { email: string; email_confirmed_at: Date },
  ): Promise<User | null> {
    try {
      const stored = await this.users
        .findOneAndUpdate({ _id: id, email: from }, { $set: to }, { returnDocument: 'after' })
        .lean();
      return stored && toUser(stored);
    } catch (error) {
      if (isDuplicateKey(error)) throw emailTaken();
      throw error;
    }
  }
}
