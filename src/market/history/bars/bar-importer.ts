import { Injectable } from '@nestjs/common';
import { CorporateEventsRepository } from '../../events/corporate-events.repository';
import { parseEvents } from '../../events/parse-events';
import type { ToldEvent } from '../../events/told-event';
import { Adjustment } from '../../model/close-series';
import { BarsRepository } from './bars.repository';
import { BadLine } from './csv-lines';
import { addRange } from '../series/day-ranges';
import { parseBars } from './parse-bars';
import { IMPORT, SeriesRepository } from '../series/series.repository';

export interface ImportOrder {
  symbol: string;
  currency: string;
  adjustment: Adjustment;
  /** loads the good lines although there are bad ones */
  skipBad: boolean;
}

export interface ImportOutcome {
  loaded: number;
  bad: BadLine[];
}

/**
 * Loads a file of daily bars as a series of its own (`source: "import"`), which from then on answers for its symbol
 * before any provider; or a file of its splits and dividends. Loading the same file again changes nothing.
 */
@Injectable()
export class BarImporter {
  constructor(
    private readonly bars: BarsRepository,
    private readonly series: SeriesRepository,
    private readonly events: CorporateEventsRepository,
  ) {}

  /** Loads all or nothing, unless bad lines may be skipped. */
  async load(csv: string, { symbol, currency, adjustment, skipBad }: ImportOrder): Promise<ImportOutcome> {
    const { bars, bad } = parseBars(csv);
    const [first, last] = [bars[0], bars.at(-1)];
    if (!first || !last || (bad.length > 0 && !skipBad)) return { loaded: 0, bad };
    const key = { symbol, source: IMPORT };
    const terms = { currency, adjustment };
    await this.bars.upsert(key, bars, terms);
    const loaded = { from: first.day, to: last.day };
    await this.series.change(key, terms, (before) => ({
      ...before,
      covered: addRange(before.covered, loaded),
    }));
    return { loaded: bars.length, bad };
  }

  /** Loads splits and dividends, all or none unless bad lines may be skipped; they count before what providers tell. */
  async loadEvents(csv: string, { symbol, currency, skipBad }: ImportOrder): Promise<ImportOutcome> {
    const { events, bad } = parseEvents(csv, currency);
    if (events.length === 0 || (bad.length > 0 && !skipBad)) return { loaded: 0, bad };
    await this.saveEvents(symbol, events);
    return { loaded: events.length, bad };
  }

  /** Whatever was computed from any series of the symbol without these events is computed again. */
  private async saveEvents(symbol: string, events: readonly ToldEvent[]): Promise<void> {
    await this.events.save({ symbol, source: IMPORT }, events);
    for (const { source, currency, adjustment } of await this.series.of(symbol)) {
      const terms = { currency, adjustment, ...(source === IMPORT && { tellsEvents: true }) };
      await this.series.change({ symbol, source }, terms, (before) => before);
    }
  }
}
