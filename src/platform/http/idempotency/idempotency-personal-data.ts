import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { NamedAccount, PersonalData, PersonalDataRooms } from '../../personal-data/personal-data';
import { collectionsOf, eraseUnderUserId } from '../../personal-data/under-user-id';
import { IdempotentRequestRecord } from './schemas/idempotent-request.schema';

/** Keyed requests of an account, kept for a day. */
@Injectable()
export class IdempotencyPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(IdempotentRequestRecord.name) private readonly requests: Model<IdempotentRequestRecord>,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(requests);
    rooms.add(this);
  }

  erase(account: NamedAccount): Promise<void> {
    return eraseUnderUserId(account, this.requests);
  }
}
