import type { Ack } from '../../platform/stream/stream-events';
import type { Quote } from '../model/quote';
import type { Tick } from '../ticks/tick';

export interface RejectedSymbol {
  /** @example NOPE */
  symbol: string;
  /**
   * `invalid_symbol`, `too_many_symbols` for this connection, `too_many_symbols_of_user` for all connections of the user
   * together, or why there is no quote, such as `unknown_symbol`
   * @example unknown_symbol
   */
  reason: string;
}

export interface Watched {
  /** @example ["AAPL", "MSFT"] */
  symbols: string[];
}

export interface SymbolsOrWatchlist {
  /** @example ["AAPL", "MSFT"] */
  symbols?: string[];
  /**
   * the id of one of the user's watchlists
   * @example 665f1f77bcf86cd799439012
   */
  watchlist?: string;
}

export interface Subscription {
  /** the newest of each; `seq`, once the symbol has ticked, is its last tick's: later ticks have a higher one */
  quotes: (Quote & {
    /** @example 1769803198400 */
    seq?: number;
  })[];
  rejected: RejectedSymbol[];
}

declare module '../../platform/stream/stream-events' {
  interface ServerEvents {
    /** A new price of a symbol that this connection watches; a slow connection gets the newest of each. */
    'market:tick': (tick: Tick) => void;
  }
  interface ClientEvents {
    /**
     * Watches these symbols too, at most 200 a connection and 1,000 different ones a user, or follows a watchlist and its
     * changes; answered with their quotes now.
     */
    'market:subscribe': (payload: SymbolsOrWatchlist, ack: Ack<Subscription>) => void;
    /** Watches these, or follows this watchlist, no longer; answered with the symbols that are still watched. */
    'market:unsubscribe': (payload: SymbolsOrWatchlist, ack: Ack<Watched>) => void;
  }
}

declare module '../../platform/stream/sockets/socket-state' {
  interface SocketState {
    /** the symbols and watchlists that the client asked for, so that it goes on after a broken connection */
    symbols?: string[];
    watchlists?: string[];
  }
}
