import { Injectable } from '@nestjs/common';
import { CorporateEvent } from '../../analytics/ledger/model/corporate-event';
import { CorporateEventsRepository } from './corporate-events.repository';
import { agreedEvents } from './agreed-events';

/** What companies did to their shares, as far as it is stored; a provider's events come with its bars. */
@Injectable()
export class CorporateEventsService {
  constructor(private readonly events: CorporateEventsRepository) {}

  /**
   * Splits and dividends of some symbols, by symbol and ex-date; dividends for one share as it traded on the day.
   * Read the symbols' history first: that is what brings their events.
   */
  async eventsOf(symbols: readonly string[]): Promise<CorporateEvent[]> {
    return agreedEvents(await this.events.of([...new Set(symbols)]));
  }
}
