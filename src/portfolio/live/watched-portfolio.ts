import type { Socket } from 'socket.io';
import { engineConnection } from '../../platform/stream/sockets/engine-connection';
import { emitLocally } from '../../platform/stream/adapter/emit-locally';
import { Clock } from '../../common/clock';
import type { Tick } from '../../market/ticks/tick';
import { pairsBetween, spotRate } from '../currency/spot-rates';
import { symbolsOf } from '../portfolio';
import type { PortfolioValue } from './portfolio.events';
import { GrowingPause } from './growing-pause';
import { holdingValues } from './holding-values';
import { liveValue } from './live-value';
import type { WatchedHoldings, WatchWish } from './watched-lots';

/** The number of a quote that was asked for, not heard. */
export const NOT_NUMBERED = 0;

/** A portfolio or an account of it that sockets of this instance look at, with the newest quotes behind its value. */
export class WatchedPortfolio {
  private readonly waiting = new Set<Socket>();
  readonly watchers = new Set<Socket>();
  /** those of the watchers that want the holdings too */
  readonly detailed = new Set<Socket>();
  private held: ReadonlySet<string>;
  private asked: ReadonlyMap<string, string> = new Map();
  private askedRates: readonly string[] = [];
  private pause = new GrowingPause();

  constructor(
    readonly wish: WatchWish,
    private holdings: WatchedHoldings,
    readonly quotes: Map<string, Tick>,
    private readonly clock: Clock,
  ) {
    this.held = new Set(symbolsOf(holdings));
  }

  get portfolio(): WatchedHoldings {
    return this.holdings;
  }

  /** Each symbol that quotes were asked for, with the state of its prices then; see `WatchedQuotes`. */
  get askedAs(): ReadonlyMap<string, string> {
    return this.asked;
  }

  /** Holds what it now is, of which quotes were just asked for. */
  renew(holdings: WatchedHoldings, askedAs: ReadonlyMap<string, string>): void {
    this.holdings = holdings;
    this.held = new Set(symbolsOf(holdings));
    this.ask(askedAs);
  }

  /** Wants quotes of more than it did. */
  alsoAsk(more: ReadonlyMap<string, string>): void {
    this.ask(new Map([...this.asked, ...more]));
  }

  /** Whether what is missing is to be asked for in this turn: the longer in vain, the more rarely. Counts the turn. */
  isToBeAsked(): boolean {
    return this.pause.isOver();
  }

  /** All that was asked for, answered or not. */
  get symbols(): string[] {
    return [...this.asked.keys()];
  }

  /** The exchange rates among them. */
  get rates(): readonly string[] {
    return this.askedRates;
  }

  /** What the value wants and has no quote of. */
  get missing(): string[] {
    const { currency, cash } = this.holdings;
    const told = new Set(cash.flatMap(({ currency: own, balance }) => (balance === 0 ? [] : own)));
    for (const symbol of this.held) told.add(this.quotes.get(symbol)?.currency ?? currency);
    const unrated = [...told].filter((own) => !spotRate(own, currency, this.quotes));
    const wanted = [...this.held, ...unrated.flatMap((own) => pairsBetween(own, currency))];
    return [...new Set(wanted)].filter((symbol) => !this.quotes.has(symbol));
  }

  /** @returns whether it is news: a quote that was asked for may have been published before it was heard */
  take(tick: Tick): boolean {
    const known = this.quotes.get(tick.symbol);
    if (known?.seq === NOT_NUMBERED && known.received_at >= tick.received_at) return false;
    this.quotes.set(tick.symbol, tick);
    return true;
  }

  value(): PortfolioValue {
    const { account } = this.wish;
    return { ...liveValue(this.portfolio, this.quotes, this.clock.now()), account };
  }

  /** A value with the holdings that it is made of. */
  withHoldings(value: PortfolioValue): PortfolioValue {
    return { ...value, holdings: holdingValues(this.portfolio, this.quotes, this.clock.now()) };
  }

  /** The value of now, as a watcher wants it. */
  valueFor(socket: Socket): PortfolioValue {
    const value = this.value();
    return this.detailed.has(socket) ? this.withHoldings(value) : value;
  }

  join(socket: Socket, wantsHoldings: boolean): void {
    this.watchers.add(socket);
    if (wantsHoldings) this.detailed.add(socket);
    else this.detailed.delete(socket);
  }

  /** Everybody is to hear of a new value. */
  changed(): void {
    for (const socket of this.watchers) this.waiting.add(socket);
  }

  leave(socket: Socket): void {
    this.watchers.delete(socket);
    this.detailed.delete(socket);
    this.waiting.delete(socket);
  }

  /**
   * Tells the value to those whose connection takes it. The others hear the then newest later, so that a slow client costs
   * nothing while it is slow.
   * @param takes of one turn; see `takingNow`
   * @returns whether somebody still waits
   */
  send(takes = takingNow()): boolean {
    if (this.waiting.size === 0) return false;
    const value = this.value();
    let full: PortfolioValue | undefined;
    for (const socket of this.waiting) {
      if (!takes(socket)) continue;
      const wanted = this.detailed.has(socket) ? (full ??= this.withHoldings(value)) : value;
      emitLocally(socket, 'portfolio:value', wanted);
      this.waiting.delete(socket);
    }
    return this.waiting.size > 0;
  }

  private ask(askedAs: ReadonlyMap<string, string>): void {
    this.asked = askedAs;
    this.askedRates = this.symbols.filter((symbol) => !this.held.has(symbol));
    this.pause = new GrowingPause();
  }
}

/**
 * Whether connections take something in one turn, each looked at once: by what it hears of one portfolio it is not kept from
 * the others that it watches.
 */
export function takingNow(): (socket: Socket) => boolean {
  const known = new Map<Socket, boolean>();
  return (socket) => {
    const { transport, writeBuffer } = engineConnection(socket);
    const takes = known.get(socket) ?? (transport.writable && writeBuffer.length === 0);
    known.set(socket, takes);
    return takes;
  };
}
