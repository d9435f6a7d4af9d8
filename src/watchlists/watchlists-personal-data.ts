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
import { WatchlistRecord } from './schemas/watchlist.schema';
import { WatchlistsService } from './watchlists.service';
import { asOwner } from '../common/identity/owner';

const FIELDS = ['name', 'position', 'items', 'created_at', 'updated_at'];

/** The watchlists of an account; their symbols are held no more. */
@Injectable()
export class WatchlistsPersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(WatchlistRecord.name) private readonly lists: Model<WatchlistRecord>,
    private readonly watchlists: WatchlistsService,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(lists);
    rooms.add(this);
  }

  async erase(account: NamedAccount): Promise<void> {
    const owner = asOwner(account.userId);
    for (const { id } of await this.watchlists.list(account.userId)) await this.watchlists.delete(owner, id);
    await eraseUnderUserId(account, this.lists);
  }

  tables(userId: string): PersonalTable[] {
    return [tableUnderUserId(this.lists, userId, { fields: FIELDS })];
  }
}
