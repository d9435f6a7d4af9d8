import { Injectable } from '@nestjs/common';
import { parseDay } from '../analytics/calendar';
import { columnsOf } from './bar-columns';
import { CloseSeries } from './close-series';
import { History, HistoryWindow } from './history';
import { invalidRange, unknownSymbol } from './market.errors';
import { ProviderBars } from './providers/market-data-provider';
import { MarketProviders } from './providers/market-providers';
import { ProviderError } from './providers/provider-error';
import { MissingSymbol } from './quotes.service';
import { shapeBars } from './shape-bars';

export interface DailyCloses {
  series: Map<string, CloseSeries>;
  missing: MissingSymbol[];
}

/** Daily bars of the past. */
@Injectable()
export class HistoryService {
  constructor(private readonly providers: MarketProviders) {}

  /** @throws DomainError `market.unknown_symbol`, `market.unavailable`, `market.invalid_range` */
  async bars(symbol: string, window: HistoryWindow): Promise<History> {
    const from = parseDay(window.from);
    const to = parseDay(window.to);
    if (from > to) throw invalidRange();
    const found = await this.find(symbol, from, to);
    if (!found) throw unknownSymbol(symbol);
    return {
      symbol,
      interval: window.interval,
      currency: found.currency,
      source: found.source,
      adjustment: found.adjustment,
      bars: shapeBars(columnsOf(found.bars), window.interval, window.max_points),
      stale: false,
      stale_reason: null,
      tag: `${found.source}.${found.bars.length}`,
    };
  }

  /** Closes of many instruments; `from` and `to` as `YYYY-MM-DD`, inclusive. */
  async dailyCloses(symbols: string[], from: string, to: string): Promise<DailyCloses> {
    const answer: DailyCloses = { series: new Map(), missing: [] };
    for (const symbol of new Set(symbols)) {
      const found = await this.find(symbol, parseDay(from), parseDay(to));
      if (!found) {
        answer.missing.push({ symbol, reason: 'unknown_symbol' });
        continue;
      }
      const { days, close } = columnsOf(found.bars);
      const { currency, source, adjustment } = found;
      answer.series.set(symbol, { days, closes: close, currency, source, adjustment });
    }
    return answer;
  }

  private async find(
    symbol: string,
    from: number,
    to: number,
  ): Promise<(ProviderBars & { source: string }) | undefined> {
    for (const provider of this.providers.inOrder) {
      try {
        return { ...(await provider.dailyBars(symbol, from, to)), source: provider.name };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
      }
    }
    return undefined;
  }
}
