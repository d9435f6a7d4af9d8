import { Injectable, Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { Clock } from '../../common/clock';
import { withDeadline } from '../../common/deadline';
import { oncePer } from '../../common/once-per';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { WrittenJson } from '../../platform/http/at-hand/written-json';
import { Environment } from '../../config/environment';
import {
  marketUnavailable,
  noData,
  NO_PRICES_REASONS,
  NoPricesReason,
  nothingTold,
} from '../model/market.errors';
import { MissingSymbol } from '../model/missing-symbol';
import { Quote, StaleReason } from '../model/quote';
import { InstrumentChanges } from '../changes/instrument-changes';
import { PrivatePrices, privateQuote } from '../private/private-prices';
import { QuoteFetcher } from './quote-fetcher';
import { ageOf, goodFor, shownAt } from './quote-freshness';
import { QuoteCache, QuoteOutcome } from './quote-cache';
import { StoredQuotes } from './stored-quotes';

export interface QuoteBatch {
  items: Quote[];
  missing: MissingSymbol[];
}

export interface QuotesInMemory {
  items: WrittenJson[];
  missing: MissingSymbol[];
}

const jsonOf = oncePer((quote: Quote) => new WrittenJson(JSON.stringify(quote)));

/** How long a caller waits for a provider before it gets what is stored. */
const PATIENCE_MS = 5_000;

/**
 * Quotes that are right, fresh and honest about their age. A quote is good for its time; for as long again it is still
 * answered at once while a newer one is fetched behind the answer's back; after that callers wait for the newer one.
 */
@Injectable()
export class QuotesService {
  private readonly logger = new Logger(QuotesService.name);
  private readonly ttl: number;
  private readonly answers: Counter<'layer'>;
  private readonly fromMemory: Counter.Internal;

  constructor(
    private readonly cache: QuoteCache,
    private readonly fetcher: QuoteFetcher,
    private readonly stored: StoredQuotes,
    private readonly privatePrices: PrivatePrices,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
    { QUOTE_TTL_SECONDS }: Environment,
    registry: Registry,
  ) {
    this.ttl = QUOTE_TTL_SECONDS;
    this.answers = new Counter({
      name: 'tickfolio_quote_answers_total',
      help: 'Quotes that were asked for, by where they were found: memory, redis, provider, database, or nowhere.',
      labelNames: ['layer'],
      registers: [registry],
    });
    this.fromMemory = this.answers.labels('memory');
  }

  /**
   * The JSON of quotes that are good and in this process's memory, and the symbols that are known to have none; undefined
   * where there is none of the first, or anything else would have to be asked for. Asks nobody and sets nothing going.
   */
  atHand(symbols: readonly string[]): QuotesInMemory | undefined {
    const now = this.clock.now();
    const found: QuotesInMemory = { items: [], missing: [] };
    for (const symbol of symbols) {
      const outcome = this.cache.known(symbol);
      if (outcome?.kind === 'unknown') {
        found.missing.push({ symbol, reason: outcome.reason ?? 'unknown_symbol' });
        continue;
      }
      if (outcome?.kind !== 'quote' || ageOf(outcome.quote, now) > goodFor(outcome.quote, this.ttl, now))
        return undefined;
      found.items.push(jsonOf(shownAt(outcome.quote, this.ttl, now, null)));
    }
    if (found.items.length === 0) return undefined;
    this.fromMemory.inc(found.items.length);
    if (found.missing.length > 0) this.answers.inc({ layer: 'nowhere' }, found.missing.length);
    return found;
  }

  /**
   * @param userId whose private instruments are known; none are when left out
   * @throws DomainError `market.unknown_symbol`, `market.no_currency`, `market.no_data`, `market.unavailable`
   */
  async quote(symbol: string, userId?: string): Promise<Quote> {
    const known = this.usable(symbol, this.cache.known(symbol));
    if (known) {
      this.fromMemory.inc();
      return known;
    }
    const { items, missing } = await this.quotes([symbol], userId);
    if (items[0]) return items[0];
    const reason = NO_PRICES_REASONS.find((one) => one === missing[0]?.reason);
    if (reason) throw nothingTold(symbol, [reason]);
    // A delisted one of which nothing was ever stored.
    if (missing[0]?.reason === 'no_newer_data') throw noData(symbol);
    throw marketUnavailable(symbol, missing[0]?.reason === 'rate_limited' ? 60 : 5);
  }

  /**
   * Quotes in the order asked for, each symbol once; what cannot be had is `missing` with its reason.
   * @param userId whose private instruments are known; none are when left out
   */
  async quotes(symbols: string[], userId?: string): Promise<QuoteBatch> {
    const wanted = [...new Set(symbols)];
    const found = new Map<string, Quote>();
    const unknown = new Map<string, NoPricesReason>();
    const take = (symbol: string, outcome: QuoteOutcome | undefined) => {
      const quote = this.usable(symbol, outcome);
      if (quote) found.set(symbol, quote);
      else if (outcome?.kind === 'unknown') unknown.set(symbol, outcome.reason ?? 'unknown_symbol');
    };
    const open = () => wanted.filter((symbol) => !found.has(symbol) && !unknown.has(symbol));
    let counted = 0;
    const foundIn = (layer: 'memory' | 'redis' | 'provider' | 'database') => {
      this.answers.inc({ layer }, found.size - counted);
      counted = found.size;
    };
    await this.takePrivate(wanted.filter(isPrivateSymbol), userId, found, unknown);
    foundIn('database');
    for (const symbol of open()) take(symbol, this.cache.known(symbol));
    foundIn('memory');
    this.cache.hear(open());
    for (const [symbol, outcome] of await this.cache.fleetKnows(open())) take(symbol, outcome);
    foundIn('redis');
    // Else the provider would be asked on and on while Redis is away.
    for (const symbol of open()) take(symbol, this.cache.remembered(symbol));
    foundIn('memory');
    const reasons = await this.fetchInto(open(), take);
    foundIn('provider');
    await this.fallBack(open(), reasons, found);
    foundIn('database');
    const missing = wanted.filter((symbol) => !found.has(symbol));
    this.answers.inc({ layer: 'nowhere' }, missing.length);
    return {
      items: wanted.flatMap((symbol) => found.get(symbol) ?? []),
      missing: missing.map((symbol) => ({
        symbol,
        reason: unknown.get(symbol) ?? reasons.get(symbol) ?? 'provider_down',
      })),
    };
  }

  /** The quote of an outcome as long as it may be answered without waiting. */
  private usable(symbol: string, outcome: QuoteOutcome | undefined): Quote | undefined {
    if (outcome?.kind !== 'quote') return undefined;
    const now = this.clock.now();
    const age = ageOf(outcome.quote, now);
    const good = goodFor(outcome.quote, this.ttl, now);
    if (age > 2 * good) return undefined;
    if (age > good) this.renew(symbol);
    return shownAt(outcome.quote, this.ttl, now, null);
  }

  private async takePrivate(
    symbols: string[],
    userId: string | undefined,
    found: Map<string, Quote>,
    unknown: Map<string, NoPricesReason>,
  ): Promise<void> {
    const instruments = await this.privatePrices.of(userId, symbols);
    for (const symbol of symbols) {
      const instrument = instruments.get(symbol);
      if (instrument) found.set(symbol, privateQuote(instrument));
      else unknown.set(symbol, 'unknown_symbol');
    }
  }

  private renew(symbol: string): void {
    this.fetcher
      .fetch([symbol], 'demand')
      .catch((error: unknown) => this.logger.warn(`${symbol} was not renewed: ${String(error)}`));
  }

  /** @returns why the symbols that are still open could not be had */
  private async fetchInto(
    symbols: string[],
    take: (symbol: string, outcome: QuoteOutcome) => void,
  ): Promise<Map<string, StaleReason>> {
    const reasons = new Map<string, StaleReason>();
    const { traded, delisted } = this.changes.byTrading(symbols);
    for (const symbol of delisted) reasons.set(symbol, 'no_newer_data');
    if (traded.length === 0) return reasons;
    try {
      const fetching = this.fetcher.fetch(traded, 'demand');
      for (const [symbol, outcome] of await withDeadline(fetching, PATIENCE_MS, 'quotes')) {
        if (outcome.kind === 'failed') reasons.set(symbol, outcome.reason);
        else take(symbol, outcome);
      }
    } catch (error) {
      this.logger.warn(`quotes of ${traded.join(', ')}: ${String(error)}`);
    }
    return reasons;
  }

  private async fallBack(
    symbols: string[],
    reasons: Map<string, StaleReason>,
    found: Map<string, Quote>,
  ): Promise<void> {
    const now = this.clock.now();
    for (const quote of await this.stored.lastKnown(symbols)) {
      const { symbol } = quote;
      found.set(symbol, shownAt(quote, this.ttl, now, reasons.get(symbol) ?? 'provider_down'));
    }
  }
}
