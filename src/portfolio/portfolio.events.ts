import type { Ack } from '../platform/stream/stream-events';

/** What a portfolio is worth at the newest prices. Money is in its currency, percents are fractions. */
export interface PortfolioValue {
  portfolio_id: string;
  currency: string;
  /** the portfolio's; it rises when its lots change */
  version: number;
  /** when the newest of the prices was true; null without any */
  as_of: string | null;
  /** null when there are lots but none has a price */
  market_value: number | null;
  /** of the lots that are counted */
  cost_basis: number;
  unrealised_pnl: number | null;
  unrealised_pnl_percent: number | null;
  /** since the close of the day before; what was bought today counts from its purchase price */
  day_change: number | null;
  day_change_percent: number | null;
  /** what is not counted, and why */
  missing: { symbol: string; reason: string }[];
}

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    'portfolio:value': (value: PortfolioValue) => void;
  }
  interface ClientEvents {
    'portfolio:watch': (payload: { portfolio_id: string }, ack: Ack<PortfolioValue>) => void;
    'portfolio:unwatch': (payload: { portfolio_id: string }, ack: Ack<{ portfolio_ids: string[] }>) => void;
  }
}

declare module '../platform/stream/socket-state' {
  interface SocketState {
    /** the portfolios the client watches, so that it goes on after a broken connection */
    portfolios?: string[];
  }
}
