import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { PersonalData, PersonalDataRooms, PersonalTable } from '../platform/personal-data/personal-data';
import { collectionsOf, tableUnderUserId } from '../platform/personal-data/under-user-id';
import { AuditEntryRecord } from './schemas/audit-entry.schema';

const FIELDS = ['action', 'target_kind', 'target_id', 'facts', 'created_at'];

/** What happened to an account. Entries outlive it under its id, which leads to nobody any more. */
@Injectable()
export class AuditPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(AuditEntryRecord.name) private readonly entries: Model<AuditEntryRecord>,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(entries);
    rooms.add(this);
  }

  erase(): Promise<void> {
    return Promise.resolve();
  }

  tables(userId: string): PersonalTable[] {
    return [tableUnderUserId(this.entries, userId, { name: 'security_events', fields: FIELDS })];
  }
}
