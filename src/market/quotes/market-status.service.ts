import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { marketStatus, MarketStatus } from '../model/market-status';
import { MissingSymbol } from '../model/missing-symbol';
import { QuotesService } from './quotes.service';

/** Whether exchanges trade. */
@Injectable()
export class MarketStatusService {
  constructor(
    private readonly quotes: QuotesService,
    private readonly clock: Clock,
  ) {}

  /**
   * In the order asked for, each symbol once. Providers tell sessions with their quotes, so that those are read first.
   * @param userId whose private instruments are known; they trade nowhere
   */
  async of(symbols: string[], userId?: string): Promise<{ items: MarketStatus[]; missing: MissingSymbol[] }> {
    const { items: quotes, missing } = await this.quotes.quotes(symbols, userId);
    const unknown = missing.filter(({ reason }) => reason === 'unknown_symbol');
    const simulated = new Set(
      quotes.flatMap(({ symbol, source }) => (source === 'simulated' ? [symbol] : [])),
    );
    const now = this.clock.now();
    const items = [...new Set(symbols)]
      .filter((symbol) => !unknown.some((one) => one.symbol === symbol))
      .map((symbol) => (simulated.has(symbol) ? alwaysOpen(symbol) : marketStatus(symbol, now)));
    return { items, missing: unknown };
  }
}

/** The simulated market never closes. */
function alwaysOpen(symbol: string): MarketStatus {
  return { symbol, state: 'open', next_open: null, next_close: null, time_zone: 'UTC', source: 'provider' };
}
