import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { InstrumentChanges } from '../../market/changes/instrument-changes';
import { PrivatePrices, PrivateRevisions } from '../../market/private/private-prices';
import { QuotesService } from '../../market/quotes/quotes.service';
import type { Tick } from '../../market/ticks/tick';
import { runCorrelated } from '../../platform/observability/logging/correlation';
import { pairsBetween } from '../currency/spot-rates';
import { symbolsOf } from '../portfolio';
import type { WatchedHoldings } from './watched-lots';
import { NOT_NUMBERED } from './watched-portfolio';
import type { WatchedPortfolio } from './watched-portfolio';

export interface AskedQuotes extends Pick<WatchedPortfolio, 'askedAs'> {
  readonly quotes: readonly Tick[];
}

/**
 * Asks for the quotes of what is watched. Each symbol is noted with the state of its prices, by which it is seen that others
 * count since: of a private instrument the revision that its owner made, of others `InstrumentChanges.pricesKey`.
 */
@Injectable()
export class WatchedQuotes {
  constructor(
    private readonly quotes: QuotesService,
    private readonly changes: InstrumentChanges,
    private readonly privatePrices: PrivatePrices,
  ) {}

  /** Of all that is held, and of the rates that it and its cash are told by. */
  async of(portfolio: WatchedHoldings): Promise<AskedQuotes> {
    const { user_id: userId, currency: base, cash } = portfolio;
    const held = symbolsOf(portfolio);
    // Before the prices: what changes in between is seen later.
    const own = (await this.privatePrices.revisionsOfAll([{ userId, symbols: held }])).get(userId);
    const askedAs = new Map(held.map((symbol) => [symbol, this.stateOf(symbol, own)]));
    const { items } = await this.quotes.quotes(held, userId);
    const told = [...items, ...cash.filter(({ balance }) => balance !== 0)];
    const pairs = [...new Set(told.flatMap(({ currency }) => pairsBetween(currency, base)))];
    for (const pair of pairs) askedAs.set(pair, this.stateOf(pair));
    const rates = pairs.length > 0 ? (await this.quotes.quotes(pairs)).items : [];
    return { askedAs, quotes: [...items, ...rates].map(unnumbered) };
  }

  /**
   * Of what is missing in any of them, on behalf of one owner after the other: a call that is made for several together is
   * of the share of one. What a user prices himself is missing until he does: see `toldAnew`.
   */
  async *ofMissing(all: readonly WatchedPortfolio[]): AsyncGenerator<Tick, void, void> {
    for (const [userId, own] of byOwner(all)) {
      const missing = new Set(own.flatMap((watched) => watched.missing));
      const listed = [...missing].filter((symbol) => !isPrivateSymbol(symbol));
      if (listed.length > 0)
        yield* (await onBehalfOf(userId, () => this.quotes.quotes(listed))).items.map(unnumbered);
    }
  }

  /** Those of which other prices count than when they were asked for. */
  async toldAnew(all: readonly WatchedPortfolio[]): Promise<ReadonlySet<WatchedPortfolio>> {
    const revisions = await this.privatePrices.revisionsOfAll(holdingsOf(all));
    return new Set(all.filter((watched) => this.isToldAnew(watched, revisions)));
  }

  /** @param own revisions of what its owner prices */
  stateOf(symbol: string, own?: ReadonlyMap<string, number>): string {
    return isPrivateSymbol(symbol) ? String(own?.get(symbol)) : this.changes.pricesKey(symbol);
  }

  private isToldAnew({ askedAs, portfolio }: WatchedPortfolio, revisions: PrivateRevisions): boolean {
    const own = revisions.get(portfolio.user_id);
    return [...askedAs].some(([symbol, state]) => this.stateOf(symbol, own) !== state);
  }
}

/** What providers are asked for in the work counts as the user's share, as what his own connections ask for does. */
export function onBehalfOf<T>(user_id: string, work: () => T): T {
  return runCorrelated({ request_id: randomUUID(), user_id }, work);
}

function byOwner(all: readonly WatchedPortfolio[]): Map<string, WatchedPortfolio[]> {
  const owners = new Map<string, WatchedPortfolio[]>();
  for (const watched of all) {
    const { user_id } = watched.portfolio;
    const own = owners.get(user_id) ?? [];
    owners.set(user_id, own);
    own.push(watched);
  }
  return owners;
}

function holdingsOf(all: readonly WatchedPortfolio[]) {
  const held = new Map<string, Set<string>>();
  for (const { symbols, portfolio } of all) {
    const own = held.get(portfolio.user_id) ?? new Set<string>();
    held.set(portfolio.user_id, own);
    for (const symbol of symbols) if (isPrivateSymbol(symbol)) own.add(symbol);
  }
  return [...held].map(([userId, symbols]) => ({ userId, symbols: [...symbols] }));
}

const unnumbered = (quote: Omit<Tick, 'seq'>): Tick => ({ seq: NOT_NUMBERED, ...quote });
