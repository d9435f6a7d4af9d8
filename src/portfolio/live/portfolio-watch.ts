import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Socket } from 'socket.io';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { asOwner, Owner } from '../../common/identity/owner';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { InstrumentChanges } from '../../market/changes/instrument-changes';
import { QuotesService } from '../../market/quotes/quotes.service';
import { Tick } from '../../market/ticks/tick';
import { TickFeed } from '../../market/ticks/tick-feed';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { WATCHED_PER_SOCKET } from '../dto/watch-message.dto';
import { symbolsOf } from '../portfolio';
import { PortfoliosService } from '../portfolios.service';
import { pairsBetween } from '../currency/spot-rates';
import { keyOf, WatchedHoldings, WatchedLots, wishOf, WatchWish } from './watched-lots';
import { NOT_NUMBERED, WatchedPortfolio } from './watched-portfolio';

/** A portfolio's watchers hear of it at most so often. */
const SEND_MS = 1_000;
/** How soon a change of the lots, made on whatever instance, or of what became of an instrument is seen. */
const REVISIT_MS = 5_000;

interface AskedQuotes extends Pick<WatchedPortfolio, 'askedAs'> {
  readonly quotes: readonly Tick[];
}

const tooManyWatched = () =>
  new DomainError(
    'too_many_requests',
    'portfolio.too_many_watched',
    `A connection may watch ${WATCHED_PER_SOCKET} portfolios.`,
  );

/** Keeps the value of every portfolio that sockets of this instance watch, and tells them when ticks change it. */
@Injectable()
export class PortfolioWatch implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(PortfolioWatch.name);
  private readonly watched = new Map<string, WatchedPortfolio>();
  private readonly bySymbol = new Map<string, Set<WatchedPortfolio>>();
  private stopListening?: () => void;
  private sending?: NodeJS.Timeout;

  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly lots: WatchedLots,
    private readonly quotes: QuotesService,
    private readonly changes: InstrumentChanges,
    private readonly feed: TickFeed,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.feed.onTick((tick) => this.take(tick));
    this.feed.watchedBy(() => this.bySymbol.keys());
  }

  beforeApplicationShutdown(): void {
    this.stopListening?.();
    clearTimeout(this.sending);
  }

  /** Of what a socket watches, that whose holdings it wants too. */
  detailedBy(socket: Socket): string[] {
    return [...this.watched].flatMap(([key, { detailed }]) => (detailed.has(socket) ? [key] : []));
  }

  /** What a socket watches, `keyOf` each. */
  watchedBy(socket: Socket): string[] {
    return [...this.watched].flatMap(([key, { watchers }]) => (watchers.has(socket) ? [key] : []));
  }

  /**
   * @param wantsHoldings of the value that is told; who watches already may change that
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `portfolio.busy`, `portfolio.too_many_watched`
   */
  async watch(
    socket: Socket,
    owner: Owner,
    wish: WatchWish,
    wantsHoldings = false,
  ): Promise<WatchedPortfolio> {
    const key = keyOf(wish);
    const portfolio = await this.lots.of(owner, wish);
    const quotes = await this.quotesFor(portfolio);
    // Counted now, with nothing awaited until it is watched: several may be asked for at once.
    const others = this.watchedBy(socket).filter((other) => other !== key);
    if (others.length >= WATCHED_PER_SOCKET) throw tooManyWatched();
    const watched = this.watched.get(key) ?? new WatchedPortfolio(wish, portfolio, new Map(), this.clock);
    this.renew(watched, portfolio, quotes);
    if (socket.connected) {
      this.watched.set(key, watched);
      watched.join(socket, wantsHoldings);
    }
    if (this.watched.get(key) === watched) this.index(watched);
    return watched;
  }

  unwatch(socket: Socket, wish: WatchWish): void {
    const watched = this.watched.get(keyOf(wish));
    if (!watched) return;
    watched.leave(socket);
    if (watched.watchers.size === 0) this.forget(watched);
  }

  leave(socket: Socket): void {
    for (const key of this.watchedBy(socket)) this.unwatch(socket, wishOf(key));
  }

  private take(tick: Tick): void {
    const concerned = this.bySymbol.get(tick.symbol);
    if (!concerned) return;
    for (const watched of concerned) if (watched.take(tick)) watched.changed();
    this.sendSoon();
  }

  /** What changes within a second is told together. */
  private sendSoon(): void {
    this.sending ??= setTimeout(() => {
      this.sending = undefined;
      const waiting = [...this.watched.values()].filter((watched) => watched.send());
      if (waiting.length > 0) this.sendSoon();
    }, SEND_MS).unref();
  }

  /** Sees what happened to the lots of what is watched, and to their instruments. */
  @Interval(REVISIT_MS)
  @OneAtATime()
  async revisit(): Promise<void> {
    for (const watched of [...this.watched.values()]) {
      try {
        await this.revisitOne(watched);
      } catch (error) {
        this.logger.warn(`portfolio ${watched.portfolio.id} was not looked at again: ${String(error)}`);
      }
    }
  }

  private async revisitOne(watched: WatchedPortfolio): Promise<void> {
    const { id, user_id, version } = watched.portfolio;
    const owner = asOwner(user_id);
    const newest = await this.portfolios.find(owner, id);
    if (newest?.version === version && !this.isToldAnew(watched)) return;
    const portfolio = newest && (await this.lots.of(owner, watched.wish).catch(noneIfGone));
    if (!portfolio) this.forget(watched);
    else if (this.watched.get(keyOf(watched.wish)) === watched) {
      this.renew(watched, portfolio, await this.quotesFor(portfolio));
      this.index(watched);
      watched.changed();
      this.sendSoon();
    }
  }

  /** Whether other prices of its symbols count than when they were asked for. */
  private isToldAnew({ askedAs }: WatchedPortfolio): boolean {
    return [...askedAs].some(([symbol, key]) => this.changes.pricesKey(symbol) !== key);
  }

  private async quotesFor(portfolio: WatchedHoldings): Promise<AskedQuotes> {
    const askedAs = new Map<string, string>();
    const note = (symbol: string) => askedAs.set(symbol, this.changes.pricesKey(symbol));
    const held = symbolsOf(portfolio);
    held.forEach(note);
    const { items } = await this.quotes.quotes(held, portfolio.user_id);
    const told = [...items, ...portfolio.cash];
    const pairs = new Set(told.flatMap(({ currency }) => pairsBetween(currency, portfolio.currency)));
    pairs.forEach(note);
    const rates = pairs.size > 0 ? (await this.quotes.quotes([...pairs])).items : [];
    return { askedAs, quotes: [...items, ...rates].map((quote) => ({ seq: NOT_NUMBERED, ...quote })) };
  }

  /** Ticks that came while the quotes were asked for are newer than those. */
  private renew(
    watched: WatchedPortfolio,
    portfolio: WatchedHoldings,
    { quotes, askedAs }: AskedQuotes,
  ): void {
    this.unindex(watched);
    watched.portfolio = portfolio;
    watched.askedAs = askedAs;
    watched.quotes.clear();
    for (const quote of quotes) {
      const tick = this.feed.latest(quote.symbol);
      watched.quotes.set(quote.symbol, tick && tick.received_at >= quote.received_at ? tick : quote);
    }
  }

  /** Not waited for: the last tick of what is newly heard comes as any other. */
  private index(watched: WatchedPortfolio): void {
    const added: string[] = [];
    for (const symbol of watched.symbols) {
      const portfolios = this.bySymbol.get(symbol);
      if (portfolios) portfolios.add(watched);
      else {
        this.bySymbol.set(symbol, new Set([watched]));
        added.push(symbol);
      }
    }
    void this.feed.hear(added.filter((symbol) => !isPrivateSymbol(symbol)));
  }

  private unindex(watched: WatchedPortfolio): void {
    for (const symbol of watched.symbols) {
      const portfolios = this.bySymbol.get(symbol);
      if (!portfolios?.delete(watched) || portfolios.size > 0) continue;
      this.bySymbol.delete(symbol);
      this.feed.letGo([symbol]);
    }
  }

  private forget(watched: WatchedPortfolio): void {
    this.unindex(watched);
    this.watched.delete(keyOf(watched.wish));
  }
}

/** Of a portfolio or an account that was deleted meanwhile. */
function noneIfGone(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'not_found') return null;
  throw error;
}
