import { Injectable } from '@nestjs/common';
import { CorporateEvent } from '../../analytics/ledger/model/corporate-event';
import { lastTradedDay } from '../changes/instrument-change';
import { InstrumentChanges } from '../changes/instrument-changes';
import { CorporateEventsRepository, StoredEvent } from './corporate-events.repository';
import { agreedEvents, sourceOf } from './agreed-events';

/** What companies did to their shares, as far as it is stored; a provider's events come with its bars. */
@Injectable()
export class CorporateEventsService {
  constructor(
    private readonly events: CorporateEventsRepository,
    private readonly changes: InstrumentChanges,
  ) {}

  /**
   * Splits and dividends of some symbols, by symbol and ex-date; dividends for one share as it traded on the day.
   * Read the symbols' history first: that is what brings their events.
   */
  async eventsOf(symbols: readonly string[]): Promise<CorporateEvent[]> {
    const stored = await this.events.of([...new Set(symbols)]);
    return agreedEvents(stored.filter((event) => this.counts(event)));
  }

  /**
   * Not a dividend that a provider tells of a day from which on the symbol is delisted. A split counts: the provider's prices
   * before it are told in the shares of after it.
   */
  private counts({ kind, symbol, source, exDay }: StoredEvent): boolean {
    if (kind === 'split' || sourceOf(source) !== 'provider') return true;
    return exDay <= lastTradedDay(this.changes.delistedSince(symbol));
  }
}
