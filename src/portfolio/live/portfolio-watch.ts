import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Socket } from 'socket.io';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { asOwner, Owner } from '../../common/identity/owner';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { InstanceHold } from '../../market/stream/instance-hold';
import { Tick } from '../../market/ticks/tick';
import { TickFeed } from '../../market/ticks/tick-feed';
import { SocketTurn } from '../../platform/stream/sockets/socket-turns';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { WATCHED_PER_SOCKET } from '../dto/watch-message.dto';
import { PortfoliosService } from '../portfolios.service';
import { keyOf, WatchedHoldings, WatchedLots, wishOf, WatchWish } from './watched-lots';
import { takingNow, WatchedPortfolio } from './watched-portfolio';
import { AskedQuotes, onBehalfOf, WatchedQuotes } from './watched-quotes';
import { watchedRates } from './watched-rates';

/** A portfolio's watchers hear of it at most so often. */
const SEND_MS = 1_000;
/** How soon a change of the lots, made on whatever instance, or of what became of an instrument is seen. */
const REVISIT_MS = 5_000;

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
    private readonly quotes: WatchedQuotes,
    private readonly feed: TickFeed,
    private readonly hold: InstanceHold,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.feed.onTick((tick) => this.take(tick));
    this.feed.watchedBy(() => this.bySymbol.keys());
    this.hold.holdAlso(() => watchedRates(this.watched.values()));
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
   * @param turn in which it is watched; what it is worth is looked up before
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `portfolio.busy`, `portfolio.too_many_watched`
   */
  async watch(
    socket: Socket,
    owner: Owner,
    wish: WatchWish,
    wantsHoldings = false,
    turn?: SocketTurn,
  ): Promise<WatchedPortfolio> {
    const key = keyOf(wish);
    const portfolio = await this.lots.of(owner, wish);
    const quotes = await this.quotes.of(portfolio);
    await turn?.comes;
    // Counted now, with nothing awaited until it is watched: several may be asked for at once.
    const others = this.watchedBy(socket).filter((other) => other !== key);
    if (others.length >= WATCHED_PER_SOCKET) throw tooManyWatched();
    const watched = this.watched.get(key) ?? new WatchedPortfolio(wish, portfolio, new Map(), this.clock);
    this.renew(watched, portfolio, quotes);
    if (socket.connected) {
      this.watched.set(key, watched);
      watched.join(socket, wantsHoldings);
    }
    if (this.isWatched(watched)) this.index(watched);
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
      const takes = takingNow();
      const waiting = [...this.watched.values()].filter((watched) => watched.send(takes));
      if (waiting.length > 0) this.sendSoon();
    }, SEND_MS).unref();
  }

  /** Sees what happened to the lots of what is watched, and to their instruments. */
  @Interval(REVISIT_MS)
  @OneAtATime()
  async revisit(): Promise<void> {
    const all = [...this.watched.values()];
    const toldAnew = await this.quotes.toldAnew(all).catch((error: unknown) => {
      this.logger.warn(`prices that changed were not looked for: ${String(error)}`);
      return new Set<WatchedPortfolio>();
    });
    for (const watched of all) {
      try {
        await onBehalfOf(watched.portfolio.user_id, () => this.revisitOne(watched, toldAnew.has(watched)));
      } catch (error) {
        this.logger.warn(`portfolio ${watched.portfolio.id} was not looked at again: ${String(error)}`);
      }
    }
  }

  private async revisitOne(watched: WatchedPortfolio, isToldAnew: boolean): Promise<void> {
    const { id, user_id, version } = watched.portfolio;
    const owner = asOwner(user_id);
    const newest = await this.portfolios.find(owner, id);
    if (newest?.version === version && !isToldAnew) return;
    const portfolio = newest && (await this.lots.of(owner, watched.wish).catch(noneIfGone));
    const quotes = portfolio && (await this.quotes.of(portfolio));
    // Looked at now, with nothing awaited behind it: the last who watched may have left meanwhile.
    if (!this.isWatched(watched)) return;
    if (!portfolio || !quotes) return this.forget(watched);
    this.renew(watched, portfolio, quotes);
    this.index(watched);
    watched.changed();
    this.sendSoon();
  }

  /** Asks for what has no price yet, and for the rates of prices that came since. */
  @Interval(REVISIT_MS)
  @OneAtATime()
  async askAgain(): Promise<void> {
    const due: WatchedPortfolio[] = [];
    for (const watched of this.watched.values()) {
      const { missing } = watched;
      if (missing.length === 0) continue;
      this.hearMissing(watched, missing);
      if (watched.isToBeAsked()) due.push(watched);
    }
    for await (const quote of this.quotes.ofMissing(due)) {
      for (const watched of this.bySymbol.get(quote.symbol) ?? []) {
        if (watched.quotes.has(quote.symbol)) continue;
        this.note(watched, quote);
        watched.changed();
        this.sendSoon();
      }
    }
  }

  private hearMissing(watched: WatchedPortfolio, missing: readonly string[]): void {
    const added = missing.filter((symbol) => !watched.askedAs.has(symbol));
    if (added.length === 0) return;
    watched.alsoAsk(new Map(added.map((symbol) => [symbol, this.quotes.stateOf(symbol)])));
    this.index(watched);
  }

  private renew(
    watched: WatchedPortfolio,
    portfolio: WatchedHoldings,
    { quotes, askedAs }: AskedQuotes,
  ): void {
    this.unindex(watched);
    watched.renew(portfolio, askedAs);
    watched.quotes.clear();
    for (const quote of quotes) this.note(watched, quote);
  }

  /** A tick that came while the quote was asked for is newer. */
  private note(watched: WatchedPortfolio, quote: Tick): void {
    const tick = this.feed.latest(quote.symbol);
    watched.quotes.set(quote.symbol, tick && tick.received_at >= quote.received_at ? tick : quote);
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
    this.holdRates(watched);
  }

  private unindex(watched: WatchedPortfolio): void {
    for (const symbol of watched.symbols) {
      const portfolios = this.bySymbol.get(symbol);
      if (!portfolios?.delete(watched) || portfolios.size > 0) continue;
      this.bySymbol.delete(symbol);
      this.feed.letGo([symbol]);
    }
    this.holdRates(watched);
  }

  /** Nobody else keeps the rates fresh, as the portfolio does its symbols. */
  private holdRates({ rates }: WatchedPortfolio): void {
    if (rates.length > 0) this.hold.changed();
  }

  private isWatched(watched: WatchedPortfolio): boolean {
    return this.watched.get(keyOf(watched.wish)) === watched;
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
