import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { NamedAccount, PersonalData, PersonalDataRooms } from '../personal-data/personal-data';
import { collectionsOf, eraseUnderUserId } from '../personal-data/under-user-id';
import { QuotaClaimsRecord } from './schemas/quota-claims.schema';

/** What an account is writing. */
@Injectable()
export class QuotasPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(QuotaClaimsRecord.name) private readonly claims: Model<QuotaClaimsRecord>,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(claims);
    rooms.add(this);
  }

  erase(account: NamedAccount): Promise<void> {
    return eraseUnderUserId(account, this.claims);
  }
}
