import { Injectable } from '@nestjs/common';
import { BarsRepository } from './bars.repository';
import { Adjustment } from './close-series';
import { BadLine, parseBars } from './parse-bars';
import { IMPORT, SeriesRepository } from './series.repository';

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
 * before any provider. Loading the same file again changes nothing.
 */
@Injectable()
export class BarImporter {
  constructor(
    private readonly bars: BarsRepository,
    private readonly series: SeriesRepository,
  ) {}

  /** Loads all or nothing, unless bad lines may be skipped. */
  async load(csv: string, { symbol, currency, adjustment, skipBad }: ImportOrder): Promise<ImportOutcome> {
    const { bars, bad } = parseBars(csv);
    const [first, last] = [bars[0], bars.at(-1)];
    if (!first || !last || (bad.length > 0 && !skipBad)) return { loaded: 0, bad };
    const key = { symbol, source: IMPORT };
    const terms = { currency, adjustment, dropped: bad.length };
    await this.bars.upsert(key, bars, terms);
    await this.series.extend(key, { from: first.day, to: last.day }, terms);
    return { loaded: bars.length, bad };
  }
}
