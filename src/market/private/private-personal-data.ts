import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { formatDay } from '../../analytics/calendar';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalTable,
} from '../../platform/personal-data/personal-data';
import { collectionsOf, eraseUnderUserId } from '../../platform/personal-data/under-user-id';
import { PrivateInstrumentRecord } from '../schemas/private-instrument.schema';
import { PrivateInstrumentsRepository } from './private-instruments.repository';

const COLUMNS = ['symbol', 'name', 'currency', 'date', 'close'];

/** The private instruments of an account, and a row for each of their prices. */
@Injectable()
export class PrivatePersonalData implements PersonalData {
  readonly collections: string[];

  constructor(
    @InjectModel(PrivateInstrumentRecord.name) private readonly stored: Model<PrivateInstrumentRecord>,
    private readonly instruments: PrivateInstrumentsRepository,
    rooms: PersonalDataRooms,
  ) {
    this.collections = collectionsOf(stored);
    rooms.add(this);
  }

  erase(account: NamedAccount): Promise<void> {
    return eraseUnderUserId(account, this.stored);
  }

  tables(userId: string): PersonalTable[] {
    return [{ name: 'private_instruments', columns: COLUMNS, rows: this.prices(userId) }];
  }

  private async *prices(userId: string): AsyncGenerator<object> {
    for (const { symbol, name, currency, prices } of await this.instruments.list(userId)) {
      for (const [i, day] of prices.days.entries())
        yield { symbol, name, currency, date: formatDay(day), close: prices.closes[i] };
    }
  }
}
