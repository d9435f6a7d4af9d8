import { ask, isRefusal } from './ask.js';
import type { TickfolioStream } from './stream.js';
import { namedBy } from './portfolio-key.js';
import type { NamedPortfolio, PortfolioValue, Subscription } from './stream-events.js';
import { Wishes } from './stream-wishes.js';

/** What becomes of wishes. */
export interface WishesListener {
  quotes(quotes: Subscription['quotes']): void;
  value(value: PortfolioValue): void;
  refused(what: { symbol: string } | NamedPortfolio, reason: string): void;
  /** the server is told to tell no more of them */
  leaving(symbols: readonly string[]): void;
  /** whether the values of a portfolio are to tell its holdings too */
  wantsHoldings(key: string): boolean;
}

const TOO_FAST = 'stream.too_many_events';
const CALM_MS = 500;
/** Wishes of so short a time are told together; one that ends within it is none. */
const GATHER_MS = 10;
/** A connection may send twenty events a second, and what is told of symbols are two. */
const APART_MS = 100;
const SYMBOLS_AT_ONCE = 200;
const PORTFOLIOS_AT_ONCE = 10;

/** Tells the server what has listeners and what has none any more, until it has taken all of it. */
export class WishesTeller {
  readonly symbols: Wishes;
  readonly portfolios: Wishes;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;
  private calmFrom = 0;
  /** of the present connection, how many events about portfolios are not answered */
  private connection = { pending: 0 };

  /** @param portfolios by `keyOf` */
  constructor(
    private readonly stream: TickfolioStream,
    quotes: ReadonlyMap<string, unknown>,
    portfolios: ReadonlyMap<string, unknown>,
    private readonly listener: WishesListener,
  ) {
    this.symbols = new Wishes(quotes);
    this.portfolios = new Wishes(portfolios);
  }

  /** Tells what has changed, with what changes within the next moment. */
  soon(): void {
    if (this.timer !== undefined) return;
    const now = performance.now();
    const wait = Math.max(GATHER_MS, this.last + APART_MS - now, this.calmFrom - now);
    this.timer = setTimeout(() => this.now(), wait);
  }

  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Another connection begins with all of it.
    if (!this.stream.connected) return;
    if (performance.now() < this.calmFrom) return this.soon();
    this.last = performance.now();
    this.tellSymbols();
    this.tellPortfolios();
  }

  /** Of a new connection nothing is known but what is said on it. */
  again(): void {
    this.symbols.doubt();
    this.portfolios.doubt();
    this.connection = { pending: 0 };
    this.calmFrom = 0;
    this.now();
  }

  /** What is let go first makes room. */
  private tellSymbols(): void {
    for (const symbols of partsOf(this.symbols.over())) {
      this.listener.leaving(symbols);
      const send = () => ask(this.stream, 'market:unsubscribe', { symbols });
      quietly(this.tell(this.symbols, symbols, 'leaving', send));
    }
    for (const symbols of partsOf(this.symbols.due())) quietly(this.subscribe(symbols));
  }

  private async subscribe(symbols: string[]): Promise<void> {
    const send = () => ask(this.stream, 'market:subscribe', { symbols });
    const answer = await this.tell(this.symbols, symbols, 'asked', send);
    if (!answer) return;
    if (isRefusal(answer)) {
      for (const symbol of symbols) this.listener.refused({ symbol }, answer.error.code);
      return;
    }
    this.listener.quotes(answer.quotes);
    for (const { symbol, reason } of answer.rejected) this.listener.refused({ symbol }, reason);
  }

  /** A few at a time: each is an event of its own. */
  private tellPortfolios(): void {
    const { connection } = this;
    const over = this.portfolios.over().map((key) => () => this.unwatch(key));
    const due = this.portfolios.due().map((key) => () => this.watch(key));
    for (const tell of [...over, ...due].slice(0, PORTFOLIOS_AT_ONCE - connection.pending)) {
      connection.pending += 1;
      const answered = tell().finally(() => {
        connection.pending -= 1;
        // What is told soon is told with these.
        const isDue = this.timer === undefined && this.stream.connected;
        if (isDue && connection === this.connection) this.tellPortfolios();
      });
      quietly(answered);
    }
  }

  private async watch(key: string): Promise<void> {
    const named = namedBy(key);
    const wish = { ...named, ...(this.listener.wantsHoldings(key) && { holdings: true }) };
    const send = () => ask(this.stream, 'portfolio:watch', wish);
    const answer = await this.tell(this.portfolios, [key], 'asked', send);
    if (!answer) return;
    if (isRefusal(answer)) this.listener.refused(named, answer.error.code);
    else this.listener.value(answer);
  }

  private async unwatch(key: string): Promise<void> {
    const send = () => ask(this.stream, 'portfolio:unwatch', namedBy(key));
    await this.tell(this.portfolios, [key], 'leaving', send);
  }

  /** @returns the answer; undefined where it is to be told again, or the connection it was told on is gone */
  private async tell<Answer extends object>(
    wishes: Wishes,
    keys: readonly string[],
    standing: 'asked' | 'leaving',
    send: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const { connection } = this;
    wishes.tell(keys, standing);
    const answer = await send().catch(() => undefined);
    if (connection !== this.connection) return undefined;
    const isTaken = answer !== undefined && !(isRefusal(answer) && answer.error.code === TOO_FAST);
    wishes.answered(keys, standing, isTaken);
    if (isTaken) return answer;
    this.calmDown();
    return undefined;
  }

  private calmDown(): void {
    this.calmFrom = performance.now() + CALM_MS;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.soon();
  }
}

function partsOf(symbols: readonly string[]): string[][] {
  const count = Math.ceil(symbols.length / SYMBOLS_AT_ONCE);
  return Array.from({ length: count }, (_, i) =>
    symbols.slice(i * SYMBOLS_AT_ONCE, (i + 1) * SYMBOLS_AT_ONCE),
  );
}

/** What a listener throws is not the stream's concern. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
