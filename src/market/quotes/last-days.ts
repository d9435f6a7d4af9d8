import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { lastTradedDay } from '../changes/instrument-change';
import { InstrumentChanges } from '../changes/instrument-changes';
import { BarsRepository } from '../history/bars/bars.repository';
import { IMPORT, SeriesRepository } from '../history/series/series.repository';
import { StoredSeries } from '../history/series/stored-series';
import { DailyBar } from '../model/daily-bar';
import { closeOn, exchangeHours } from '../model/exchange-hours';
import { Quote } from '../model/quote';
import { quoteFrom } from './quote-from-provider';

/** The last stored days of instruments, as quotes of the moment of their close. */
@Injectable()
export class LastDays {
  constructor(
    private readonly series: SeriesRepository,
    private readonly bars: BarsRepository,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
  ) {}

  /** Of each symbol that has one: imported before others, else the latest that there is, of a delisted one before that. */
  async of(symbols: string[]): Promise<Quote[]> {
    if (symbols.length === 0) return [];
    const stored = await this.series.ofMany(symbols);
    const quotes = symbols.map(async (symbol) => {
      const ofSymbol = stored.filter((series) => series.symbol === symbol);
      const imported = ofSymbol.find(({ source }) => source === IMPORT);
      const told = await Promise.all((imported ? [imported] : ofSymbol).map((series) => this.lastOf(series)));
      const [latest] = told.flat().sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
      return latest ?? [];
    });
    return (await Promise.all(quotes)).flat();
  }

  private async lastOf(series: StoredSeries): Promise<Quote[]> {
    const { symbol, source } = series;
    const until = source === IMPORT ? Infinity : lastTradedDay(this.changes.delistedSince(symbol));
    const [last, before] = await this.bars.newest(series, 2, until);
    return last ? [this.asQuote(series, last, before)] : [];
  }

  private asQuote(
    { symbol, source, currency }: StoredSeries,
    { day, open, high, low, close, volume }: DailyBar,
    before?: DailyBar,
  ): Quote {
    // A day may be told while it lasts.
    const timestamp = earlier(closeOn(exchangeHours(symbol), day), this.clock.now());
    const previous_close = before?.close ?? null;
    const given = { symbol, timestamp, open, high, low, close, volume, previous_close, currency };
    // Bars do not tell the unit that the exchange quotes in.
    const { quoted_in: _untold, ...quote } = quoteFrom(given, source, timestamp);
    return quote;
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
