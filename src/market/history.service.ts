import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseDay } from '../analytics/calendar';
import { DomainError } from '../common/errors/domain-error';
import { sliceColumns } from './bar-columns';
import { CloseSeries } from './close-series';
import { DayRange } from './day-ranges';
import { History, HistoryWindow } from './history';
import { inParallel } from './in-parallel';
import { invalidRange } from './market.errors';
import { MissingSymbol } from './quotes.service';
import { SeriesChoice } from './series-choice';
import { SeriesRepository, StoredSeries } from './series.repository';
import { shapeBars } from './shape-bars';
import { StoredBars } from './stored-bars';

export interface DailyCloses {
  series: Map<string, CloseSeries>;
  missing: MissingSymbol[];
}

const AT_ONCE = 8;

/**
 * Daily bars of the past: the database first, providers for what it lacks. An answer is always one stored series of one
 * source, since two providers adjust their prices differently.
 */
@Injectable()
export class HistoryService {
  constructor(
    private readonly stored: SeriesRepository,
    private readonly columns: StoredBars,
    private readonly choice: SeriesChoice,
  ) {}

  /** @throws DomainError `market.unknown_symbol`, `market.unavailable`, `market.invalid_range` */
  async bars(symbol: string, window: HistoryWindow): Promise<History> {
    const range = { from: parseDay(window.from), to: parseDay(window.to) };
    if (range.from > range.to) throw invalidRange();
    const { series, lacks } = await this.choice.choose(symbol, range, await this.stored.of(symbol));
    const daily = sliceColumns(await this.columns.all(series), range.from, range.to);
    const { source, currency, adjustment, revision } = series;
    const facts = [
      symbol,
      source,
      revision,
      window.from,
      window.to,
      window.interval,
      window.max_points,
      lacks,
    ];
    return {
      symbol,
      interval: window.interval,
      currency,
      source,
      adjustment,
      bars: () => shapeBars(daily, window.interval, window.max_points),
      stale: lacks !== null,
      stale_reason: lacks,
      tag: createHash('sha1').update(facts.join('|')).digest('base64url'),
    };
  }

  /** Closes of many instruments; `from` and `to` as `YYYY-MM-DD`, inclusive. */
  async dailyCloses(symbols: string[], from: string, to: string): Promise<DailyCloses> {
    const range = { from: parseDay(from), to: parseDay(to) };
    const wanted = [...new Set(symbols)];
    const stored = await this.stored.ofMany(wanted);
    const answer: DailyCloses = { series: new Map(), missing: [] };
    await inParallel(wanted, AT_ONCE, async (symbol) => {
      try {
        const ofSymbol = stored.filter((series) => series.symbol === symbol);
        answer.series.set(symbol, await this.closes(symbol, range, ofSymbol));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        answer.missing.push({ symbol, reason: error.code.replace('market.', '') });
      }
    });
    return answer;
  }

  /**
   * The state of all that is stored of some symbols' history, in one small read that asks no provider: while it stays the
   * same, so do closes that were answered in full.
   */
  async stateOf(symbols: string[]): Promise<string> {
    const stored = await this.stored.revisions([...new Set(symbols)]);
    return stored
      .map(({ symbol, source, revision }) => `${symbol}|${source}|${revision}`)
      .sort()
      .join();
  }

  private async closes(symbol: string, range: DayRange, stored: StoredSeries[]): Promise<CloseSeries> {
    const { series, lacks } = await this.choice.choose(symbol, range, stored);
    const { days, close } = sliceColumns(await this.columns.all(series), range.from, range.to);
    const { currency, source, adjustment } = series;
    return { days, closes: close, currency, source, adjustment, lacks };
  }
}
