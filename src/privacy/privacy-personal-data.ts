import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import { collectionsOf, eraseUnderUserId } from '../platform/personal-data/under-user-id';
import { UsersService } from '../users/users.service';
import { EXPORT_COLLECTIONS, ExportFiles } from './export/export-files';
import { AccountExportRecord } from './schemas/account-export.schema';

const COLUMNS = [
  'id',
  'email',
  'email_confirmed_at',
  'full_name',
  'phone',
  'phone_confirmed_at',
  'is_superuser',
  'created_at',
  'last_login',
  'preferences',
];

/** The archive of an account; and, in it, the account itself, which goes last when it is erased. */
@Injectable()
export class PrivacyPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(AccountExportRecord.name) private readonly exports: Model<AccountExportRecord>,
    private readonly stored: ExportFiles,
    private readonly users: UsersService,
    rooms: PersonalDataRooms,
  ) {
    this.collections = [...collectionsOf(exports), ...EXPORT_COLLECTIONS];
    rooms.add(this);
  }

  async erase(account: NamedAccount): Promise<void> {
    await eraseUnderUserId(account, this.exports);
    await this.stored.eraseOf(account.userId);
  }

  /** It is one an account and gone after a week: it counts, and is made in a full account too. */
  async storedBytes(userId: string): Promise<number> {
    const made = await this.exports.findOne({ user_id: userId }, { size_bytes: 1 }).lean();
    return made?.size_bytes ?? 0;
  }

  tables(userId: string): PersonalTable[] {
    return [{ name: 'account', columns: COLUMNS, rows: this.account(userId) }];
  }

  private async *account(userId: string): AsyncGenerator<object> {
    const user: Record<string, unknown> = { ...(await this.users.get(userId)) };
    yield Object.fromEntries(COLUMNS.map((name) => [name, user[name] ?? null]));
  }
}
