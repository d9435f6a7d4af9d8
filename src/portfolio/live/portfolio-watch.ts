import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { DomainError } from '../../common/errors/domain-error';
import { Owner } from '../../common/identity/owner';
import { QuotesService } from '../../market/quotes.service';
import { Tick, TickFeed } from '../../market/tick-feed';
import { Portfolio, symbolsOf } from '../portfolio';
import { PortfoliosService } from '../portfolios.service';
import { pairsBetween } from './spot-rates';
import { WatchedPortfolio } from './watched-portfolio';

/** A portfolio's watchers hear of it at most so often. */
const TELL_MILLISECONDS = 1_000;
/** How soon a change of the lots, made on whatever instance, is seen. */
const REVISIT_MILLISECONDS = 5_000;
const WATCHED_PER_SOCKET = 20;

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
  private telling?: NodeJS.Timeout;
  private revisiting?: NodeJS.Timeout;

  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly quotes: QuotesService,
    private readonly feed: TickFeed,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.feed.onTick((tick) => this.take(tick));
    this.revisiting = setInterval(() => void this.revisit(), REVISIT_MILLISECONDS).unref();
  }

  beforeApplicationShutdown(): void {
    this.stopListening?.();
    clearTimeout(this.telling);
    clearInterval(this.revisiting);
  }

  watchedBy(socket: Socket): string[] {
    return [...this.watched].flatMap(([id, { watchers }]) => (watchers.has(socket) ? [id] : []));
  }

  /** @throws DomainError `portfolio.not_found`, `portfolio.too_many_watched` */
  async watch(socket: Socket, owner: Owner, id: string): Promise<WatchedPortfolio> {
    const portfolio = await this.portfolios.get(owner, id);
    const quotes = await this.quotesFor(portfolio);
    // Counted now, with nothing awaited until it is watched: several may be asked for at once.
    const others = this.watchedBy(socket).filter((other) => other !== id);
    if (others.length >= WATCHED_PER_SOCKET) throw tooManyWatched();
    const watched = this.watched.get(id) ?? new WatchedPortfolio(portfolio, new Map());
    this.renew(watched, portfolio, quotes);
    if (socket.connected) {
      this.watched.set(id, watched);
      watched.watchers.add(socket);
      this.index(watched);
    }
    return watched;
  }

  unwatch(socket: Socket, id: string): void {
    const watched = this.watched.get(id);
    if (!watched) return;
    watched.leave(socket);
    if (watched.watchers.size === 0) this.forget(watched);
  }

  leave(socket: Socket): void {
    for (const id of this.watchedBy(socket)) this.unwatch(socket, id);
  }

  private take(tick: Tick): void {
    const concerned = this.bySymbol.get(tick.symbol);
    if (!concerned) return;
    for (const watched of concerned) {
      watched.quotes.set(tick.symbol, tick);
      watched.changed();
    }
    this.tellSoon();
  }

  /** What changes within a second is told together. */
  private tellSoon(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      const waiting = [...this.watched.values()].filter((watched) => watched.tell());
      if (waiting.length > 0) this.tellSoon();
    }, TELL_MILLISECONDS).unref();
  }

  /** Sees what happened to the lots of what is watched. */
  private async revisit(): Promise<void> {
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
    const portfolio = await this.portfolios.find({ userId: user_id, isSuperuser: false }, id);
    if (!portfolio) this.forget(watched);
    else if (portfolio.version !== version && this.watched.get(id) === watched) {
      this.renew(watched, portfolio, await this.quotesFor(portfolio));
      this.index(watched);
      watched.changed();
      this.tellSoon();
    }
  }

  private async quotesFor(portfolio: Portfolio): Promise<Tick[]> {
    const { items } = await this.quotes.quotes(symbolsOf(portfolio));
    const pairs = new Set(items.flatMap(({ currency }) => pairsBetween(currency, portfolio.currency)));
    const rates = pairs.size > 0 ? (await this.quotes.quotes([...pairs])).items : [];
    return [...items, ...rates].map((quote) => ({ seq: 0, ...quote }));
  }

  /** Ticks that came while the quotes were asked for are newer than those. */
  private renew(watched: WatchedPortfolio, portfolio: Portfolio, quotes: Tick[]): void {
    this.unindex(watched);
    watched.portfolio = portfolio;
    watched.quotes.clear();
    for (const quote of quotes) {
      const tick = this.feed.latest(quote.symbol);
      watched.quotes.set(quote.symbol, tick && tick.received_at >= quote.received_at ? tick : quote);
    }
  }

  private index(watched: WatchedPortfolio): void {
    for (const symbol of watched.symbols) {
      const portfolios = this.bySymbol.get(symbol);
      if (portfolios) portfolios.add(watched);
      else this.bySymbol.set(symbol, new Set([watched]));
    }
  }

  private unindex(watched: WatchedPortfolio): void {
    for (const symbol of watched.symbols) {
      const portfolios = this.bySymbol.get(symbol);
      if (portfolios?.delete(watched) && portfolios.size === 0) this.bySymbol.delete(symbol);
    }
  }

  private forget(watched: WatchedPortfolio): void {
    this.unindex(watched);
    this.watched.delete(watched.portfolio.id);
  }
}
