import { Injectable } from '@nestjs/common';
import type { CorporateEvent } from '../../../analytics/ledger/model/corporate-event';
import { CorporateEventsService } from '../../../market/events/corporate-events.service';

/** What companies did to the shares of a ledger. */
@Injectable()
export class LedgerEvents {
  constructor(private readonly events: CorporateEventsService) {}

  of(symbols: readonly string[]): Promise<CorporateEvent[]> {
    return this.events.eventsOf(symbols);
  }
}
