import type { Ack } from '../platform/stream/stream-events';
import type { Quote } from './quote';
import type { Tick } from './tick-feed';

export interface RejectedSymbol {
  symbol: string;
  /** `invalid_symbol`, `too_many_symbols`, or why there is no quote, such as `unknown_symbol` */
  reason: string;
}

export interface Subscription {
  /** the newest of each; `seq`, once the symbol has ticked, is its last tick's: later ticks have a higher one */
  quotes: (Quote & { seq?: number })[];
  rejected: RejectedSymbol[];
}

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    'market:tick': (tick: Tick) => void;
  }
  interface ClientEvents {
    'market:subscribe': (payload: { symbols: string[] }, ack: Ack<Subscription>) => void;
    'market:unsubscribe': (payload: { symbols: string[] }, ack: Ack<{ symbols: string[] }>) => void;
  }
}

declare module '../platform/stream/socket-state' {
  interface SocketState {
    /** what the client watches, so that it goes on after a broken connection */
    symbols?: string[];
  }
}
