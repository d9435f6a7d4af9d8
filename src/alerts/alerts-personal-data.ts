import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import { collectionsOf, eraseUnderUserId, tableUnderUserId } from '../platform/personal-data/under-user-id';
import { AlertsService } from './alerts.service';
import { AlertRecord } from './schemas/alert.schema';
import { asOwner } from '../common/identity/owner';

const FIELDS = [
  'symbol',
  'condition',
  'price',
  'currency',
  'state',
  'fired_at',
  'fired_price',
  'created_at',
  'updated_at',
];
const AT_ONCE = 100;

/** The price alerts of an account; their symbols are held no more. */
@Injectable()
export class AlertsPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(AlertRecord.name) private readonly stored: Model<AlertRecord>,
    private readonly alerts: AlertsService,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(stored);
    rooms.add(this);
  }

  async erase(account: NamedAccount): Promise<void> {
    const owner = asOwner(account.userId);
    for (;;) {
      const { items } = await this.alerts.list(account.userId, { limit: AT_ONCE });
      for (const { id } of items) await this.alerts.delete(owner, id);
      if (items.length === 0) break;
    }
    await eraseUnderUserId(account, this.stored);
  }

  tables(userId: string): PersonalTable[] {
    return [tableUnderUserId(this.stored, userId, { fields: FIELDS })];
  }
}
