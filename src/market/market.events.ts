import type { Ack } from '../platform/stream/stream-events';
import type { Quote } from './quote';
import type { Tick } from './tick-feed';

export interface RejectedSymbol {
  /** @example NOPE */
  symbol: string;
  /**
   * `invalid_symbol`, `too_many_symbols`, or why there is no quote, such as `unknown_symbol`
   * @example unknown_symbol
   */
  reason: string;
}

export interface Watched {
  /** @example ["AAPL", "MSFT"] */
  symbols: string[];
}

export interface Subscription {
  /** the newest of each; `seq`, once the symbol has ticked, is its last tick's: later ticks have a higher one */
  quotes: (Quote & {
    /** @example 1769803198400 */
    seq?: number;
  })[];
  rejected: RejectedSymbol[];
}

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    /** A new price of a symbol that this connection watches; a slow connection gets the newest of each. */
    'market:tick': (tick: Tick) => void;
  }
  interface ClientEvents {
    /** Watches these symbols too, at most 200 a connection; answered with their quotes now. */
    'market:subscribe': (payload: Watched, ack: Ack<Subscription>) => void;
    /** Watches these no longer; answered with those that are still watched. */
    'market:unsubscribe': (payload: Watched, ack: Ack<Watched>) => void;
  }
}

declare module '../platform/stream/socket-state' {
  interface SocketState {
    /** what the client watches, so that it goes on after a broken connection */
    symbols?: string[];
  }
}
