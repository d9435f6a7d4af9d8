import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { decodeCursor } from '../common/paging/cursor';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { StoredUser } from './schemas/user.schema';
import { Credentials, User } from './user';
import { emailTaken } from './users.errors';

export type NewUser = Omit<Credentials, 'id'>;
export interface UserChanges {
  full_name?: string;
  phone?: string | null;
  hashed_password?: string;
  last_login?: Date;
  is_active?: boolean;
  is_superuser?: boolean;
  'preferences.theme'?: string;
  'preferences.notifications.email'?: boolean;
  'preferences.notifications.sms'?: boolean;
}

function toCredentials({ _id, ...rest }: StoredUser): Credentials {
  return { id: _id.toHexString(), ...rest };
}

function toUser(stored: StoredUser): User {
  const { hashed_password: _hidden, ...user } = toCredentials(stored);
  return user;
}

@Injectable()
export class UsersRepository {
  constructor(@InjectModel(StoredUser.name) private readonly users: Model<StoredUser>) {}

  /** @throws DomainError `auth.email_taken` */
  async create(user: NewUser): Promise<User> {
    try {
      const created = await this.users.create(user);
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

  async credentialsByEmail(email: string): Promise<Credentials | null> {
    const stored = await this.users.findOne({ email }).lean();
    return stored && toCredentials(stored);
  }

  async credentialsById(id: string): Promise<Credentials | null> {
    const stored = await this.users.findById(id).lean();
    return stored && toCredentials(stored);
  }

  /** Newest first, one more than `limit` so that the caller sees whether there is a next page. */
  async list(limit: number, cursor?: string): Promise<User[]> {
    const stored = await this.users
      .find(cursor ? olderThan(cursor) : {})
      .sort({ created_at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return stored.map(toUser);
  }

  /** @param still what must hold of the account in the same step */
  async update(
    id: string,
    changes: UserChanges,
    still: Partial<Pick<StoredUser, 'hashed_password' | 'is_active'>> = {},
  ): Promise<User | null> {
    const update: UpdateQuery<StoredUser> = { $set: changes };
    const stored = await this.users
      .findOneAndUpdate({ _id: id, ...still }, update, { returnDocument: 'after' })
      .lean();
    return stored && toUser(stored);
  }
}

function olderThan(cursor: string): QueryFilter<StoredUser> {
  const { created_at, id } = decodeCursor(cursor);
  return {
    $or: [
      { created_at: mongoose.trusted({ $lt: created_at }) },
      { created_at, _id: mongoose.trusted({ $lt: id }) },
    ],
  };
}
