import { pause } from './pause.js';
import { ask, isRefusal, type TickfolioStream } from './stream.js';
import type { HoldingValue, NamedPortfolio, PortfolioValue, Tick } from './stream-events.js';

export type Quote = Omit<Tick, 'seq'> & Partial<Pick<Tick, 'seq'>>;

export interface SubscriptionsOptions {
  /** is told what cannot be had, and the code or reason why */
  onRefused?: (what: { symbol: string } | NamedPortfolio, reason: string) => void;
}

export interface PortfolioOptions {
  /** id of one account, which is valued alone */
  account?: string;
  /** whether the value is to tell its holdings too; it may where another listener wants them */
  holdings?: boolean;
}

/** What is subscribed to, counted: the server hears of the first wish and of the end of the last. */
export interface Subscriptions {
  /** Calls the listener with the quote of each symbol, now and with every tick. @returns a function that ends it */
  quotes(symbols: readonly string[], listener: (quote: Quote) => void): () => void;
  /**
   * Calls the listener with the live value of a portfolio, now and with every change.
   * @param options what of it; a text is an account
   * @returns a function that ends it
   */
  portfolio(
    id: string,
    listener: (value: PortfolioValue) => void,
    options?: PortfolioOptions | string,
  ): () => void;
  /**
   * As `portfolio`, with what is held of each symbol.
   * @returns a function that ends it
   */
  holdings(
    id: string,
    listener: (holdings: HoldingValue[], value: PortfolioValue) => void,
    options?: Pick<PortfolioOptions, 'account'>,
  ): () => void;
  /** Ends all of them; the stream stays open. */
  close(): void;
}

interface Watcher {
  listener: (value: PortfolioValue) => void;
  holdings: boolean;
}

const TOO_FAST = 'stream.too_many_events';
const CALM_MS = 500;

/** Subscriptions of a stream that count their listeners and come back by themselves after every reconnection. */
export function subscriptionsOf(
  stream: TickfolioStream,
  { onRefused = () => undefined }: SubscriptionsOptions = {},
): Subscriptions {
  const quotes = new Map<string, Set<(quote: Quote) => void>>();
  const portfolios = new Map<string, Set<Watcher>>();
  const newest = new Map<string, Quote>();
  let wanted = new Set<string>();

  /** An older one than was told already is not told again: a snapshot may come behind ticks. */
  const tell = (quote: Quote) => {
    const before = newest.get(quote.symbol)?.seq;
    if (before !== undefined && quote.seq !== undefined && quote.seq <= before) return;
    newest.set(quote.symbol, quote);
    for (const listener of [...(quotes.get(quote.symbol) ?? [])]) listener(quote);
  };
  const tellValue = (value: PortfolioValue) => {
    for (const { listener } of [...(portfolios.get(keyOf(value.portfolio_id, value.account)) ?? [])])
      listener(value);
  };
  const wantsHoldings = (key: string) => [...(portfolios.get(key) ?? [])].some(({ holdings }) => holdings);
  const subscribe = async (symbols: string[]) => {
    const answer = await ask(stream, 'market:subscribe', { symbols });
    if (isRefusal(answer)) return symbols.forEach((symbol) => onRefused({ symbol }, answer.error.code));
    answer.quotes.forEach(tell);
    answer.rejected.forEach(({ symbol, reason }) => onRefused({ symbol }, reason));
  };
  const watch = async (key: string): Promise<void> => {
    const named = namedBy(key);
    const wish = { ...named, ...(wantsHoldings(key) && { holdings: true }) };
    const answer = await ask(stream, 'portfolio:watch', wish);
    if (!isRefusal(answer)) return tellValue(answer);
    if (answer.error.code !== TOO_FAST) return onRefused(named, answer.error.code);
    await pause(CALM_MS);
    if (portfolios.has(key)) await watch(key);
  };
  // A connection that breaks meanwhile brings `session:ready` again, and with it all of them.
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  /** Wishes of the same moment are one event. */
  const subscribeSoon = (symbols: readonly string[]) => {
    if (wanted.size === 0) {
      queueMicrotask(() => {
        const now = [...wanted].filter((symbol) => quotes.has(symbol));
        wanted = new Set();
        if (now.length > 0 && stream.connected) quietly(subscribe(now));
      });
    }
    for (const symbol of symbols) wanted.add(symbol);
  };
  const all = async () => {
    newest.clear();
    if (quotes.size > 0) await subscribe([...quotes.keys()]);
    // One after the other: a connection may send so many events a second.
    for (const key of [...portfolios.keys()]) if (portfolios.has(key)) await watch(key);
  };
  const onReady = () => quietly(all());
  stream.on('session:ready', onReady);
  stream.on('market:tick', tell);
  stream.on('portfolio:value', tellValue);

  const listenTo = (id: string, watcher: Watcher, account?: string) => {
    const key = keyOf(id, account);
    portfolios.set(key, (portfolios.get(key) ?? new Set()).add(watcher));
    // A second listener too is to hear the value of now.
    if (stream.connected) quietly(watch(key));
    return () => {
      const isLast = leave(portfolios, key, watcher);
      if (!stream.connected) return;
      if (isLast) quietly(ask(stream, 'portfolio:unwatch', namedBy(key)));
      // Those who are left do without holdings.
      else if (watcher.holdings && portfolios.has(key) && !wantsHoldings(key)) quietly(watch(key));
    };
  };

  return {
    quotes: (given, listener) => {
      const symbols = [...new Set(given.map((symbol) => symbol.trim().toUpperCase()))];
      const fresh = symbols.filter((symbol) => !quotes.has(symbol));
      for (const symbol of symbols) {
        const known = newest.get(symbol);
        quotes.set(symbol, (quotes.get(symbol) ?? new Set()).add(listener));
        if (known && !fresh.includes(symbol)) listener(known);
      }
      if (fresh.length > 0) subscribeSoon(fresh);
      return () => {
        const left = symbols.filter((symbol) => leave(quotes, symbol, listener));
        left.forEach((symbol) => newest.delete(symbol));
        if (left.length > 0 && stream.connected)
          quietly(ask(stream, 'market:unsubscribe', { symbols: left }));
      };
    },
    portfolio: (id, listener, options = {}) => {
      const { account, holdings = false } = typeof options === 'string' ? { account: options } : options;
      return listenTo(id, { listener, holdings }, account);
    },
    holdings: (id, listener, { account } = {}) => {
      const told = (value: PortfolioValue) => value.holdings && listener(value.holdings, value);
      return listenTo(id, { listener: told, holdings: true }, account);
    },
    close: () => {
      stream.off('session:ready', onReady);
      stream.off('market:tick', tell);
      stream.off('portfolio:value', tellValue);
      const symbols = [...quotes.keys()];
      if (symbols.length > 0 && stream.connected) quietly(ask(stream, 'market:unsubscribe', { symbols }));
      for (const key of portfolios.keys())
        if (stream.connected) quietly(ask(stream, 'portfolio:unwatch', namedBy(key)));
      quotes.clear();
      portfolios.clear();
    },
  };
}

/** @returns whether nobody listens any more */
function leave<Listener>(listeners: Map<string, Set<Listener>>, key: string, listener: Listener): boolean {
  const set = listeners.get(key);
  if (!set?.delete(listener) || set.size > 0) return false;
  listeners.delete(key);
  return true;
}

function keyOf(portfolioId: string, account?: string | null): string {
  return account ? `${portfolioId}:${account}` : portfolioId;
}

function namedBy(key: string): NamedPortfolio {
  const [portfolio_id = '', account] = key.split(':');
  return account === undefined ? { portfolio_id } : { portfolio_id, account };
}
