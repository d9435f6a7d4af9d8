import { keyOf } from './portfolio-key.js';
import type { TickfolioStream } from './stream.js';
import type { HoldingValue, NamedPortfolio, PortfolioValue, Tick } from './stream-events.js';
import { WishesTeller } from './stream-teller.js';

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

/** Subscriptions of a stream that count their listeners and come back by themselves after every reconnection. */
export function subscriptionsOf(
  stream: TickfolioStream,
  { onRefused = () => undefined }: SubscriptionsOptions = {},
): Subscriptions {
  const quotes = new Map<string, Set<(quote: Quote) => void>>();
  const portfolios = new Map<string, Set<Watcher>>();
  const newest = new Map<string, Quote>();

  /** An older one than was told already is not told again: a snapshot may come behind ticks. */
  const tell = (quote: Quote) => {
    const { symbol, seq } = quote;
    const before = newest.get(symbol)?.seq;
    if (before !== undefined && seq !== undefined && seq <= before) return;
    // What comes behind the end of a subscription would be taken for the newest when there is another.
    if (!quotes.has(symbol) && !teller.symbols.isAsked(symbol)) return;
    newest.set(symbol, quote);
    for (const listener of [...(quotes.get(symbol) ?? [])]) listener(quote);
  };
  const tellValue = (value: PortfolioValue) => {
    for (const { listener } of [...(portfolios.get(keyOf(value.portfolio_id, value.account)) ?? [])])
      listener(value);
  };
  const wantsHoldings = (key: string) => [...(portfolios.get(key) ?? [])].some(({ holdings }) => holdings);
  const teller = new WishesTeller(stream, quotes, portfolios, {
    quotes: (told) => told.forEach(tell),
    value: tellValue,
    refused: onRefused,
    leaving: (symbols) => symbols.forEach((symbol) => newest.delete(symbol)),
    wantsHoldings,
  });
  const onReady = () => {
    newest.clear();
    teller.again();
  };
  stream.on('session:ready', onReady);
  stream.on('market:tick', tell);
  stream.on('portfolio:value', tellValue);

  const listenTo = (id: string, watcher: Watcher, account?: string) => {
    const key = keyOf(id, account);
    const tellAgain = () => {
      teller.portfolios.doubt([key]);
      teller.soon();
    };
    portfolios.set(key, (portfolios.get(key) ?? new Set()).add(watcher));
    // A second listener too is to hear the value of now.
    tellAgain();
    return () => {
      if (leave(portfolios, key, watcher)) teller.soon();
      // Those who are left do without holdings.
      else if (watcher.holdings && portfolios.has(key) && !wantsHoldings(key)) tellAgain();
    };
  };

  return {
    quotes: (given, listener) => {
      const symbols = [...new Set(given.map((symbol) => symbol.trim().toUpperCase()))];
      for (const symbol of symbols) {
        quotes.set(symbol, (quotes.get(symbol) ?? new Set()).add(listener));
        const known = newest.get(symbol);
        if (known) listener(known);
      }
      teller.soon();
      return () => {
        for (const symbol of symbols) leave(quotes, symbol, listener);
        teller.soon();
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
      quotes.clear();
      portfolios.clear();
      teller.now();
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
