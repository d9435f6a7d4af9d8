import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { unknownSymbol } from './market.errors';
import { MarketProviders } from './providers/market-providers';
import { Quote } from './quote';
import { quoteFrom } from './quote-from-provider';

export interface MissingSymbol {
  symbol: string;
  reason: string;
}

export interface QuoteBatch {
  items: Quote[];
  missing: MissingSymbol[];
}

/** Quotes that are right, fresh and honest about their age. */
@Injectable()
export class QuotesService {
  constructor(
    private readonly providers: MarketProviders,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `market.unknown_symbol`, `market.unavailable` */
  async quote(symbol: string): Promise<Quote> {
    const { items } = await this.quotes([symbol]);
    const quote = items[0];
    if (!quote) throw unknownSymbol(symbol);
    return quote;
  }

  /** Quotes in the order asked for; what cannot be had is `missing` with its reason. */
  async quotes(symbols: string[]): Promise<QuoteBatch> {
    const batch: QuoteBatch = { items: [], missing: [] };
    const found = new Map<string, Quote>();
    for (const provider of this.providers.inOrder) {
      const wanted = symbols.filter((symbol) => !found.has(symbol));
      for (const [symbol, quote] of await provider.quotes(wanted)) {
        found.set(symbol, quoteFrom(quote, provider.name, this.clock.now()));
      }
    }
    for (const symbol of new Set(symbols)) {
      const quote = found.get(symbol);
      if (quote) batch.items.push(quote);
      else batch.missing.push({ symbol, reason: 'unknown_symbol' });
    }
    return batch;
  }
}
