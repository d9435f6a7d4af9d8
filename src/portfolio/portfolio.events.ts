import type { Ack } from '../platform/stream/stream-events';

/** What a portfolio is worth at the newest prices. Money is in its currency, percents are fractions. */
export interface PortfolioValue {
  /** @example 665f1f77bcf86cd799439011 */
  portfolio_id: string;
  /** @example USD */
  currency: string;
  /**
   * the portfolio's; it rises when its lots change
   * @example 3
   */
  version: number;
  /**
   * when the newest of the prices was true; null without any
   * @format date-time
   * @example 2026-01-30T19:59:58.000Z
   */
  as_of: string | null;
  /**
   * null when there are lots but none has a price
   * @example 7467.32
   */
  market_value: number | null;
  /**
   * of the lots that are counted
   * @example 2632
   */
  cost_basis: number;
  /** @example 4835.32 */
  unrealised_pnl: number | null;
  /** @example 1.8371 */
  unrealised_pnl_percent: number | null;
  /**
   * since the close of the day before; what was bought today counts from its purchase price
   * @example 42.5
   */
  day_change: number | null;
  /** @example 0.0057 */
  day_change_percent: number | null;
  /**
   * what is not counted, and why
   * @example []
   */
  missing: { symbol: string; reason: string }[];
}

export interface NamedPortfolio {
  /** @example 665f1f77bcf86cd799439011 */
  portfolio_id: string;
}

export interface WatchedPortfolios {
  /** @example ["665f1f77bcf86cd799439011"] */
  portfolio_ids: string[];
}

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    /** What a watched portfolio is worth now, at most once a second. */
    'portfolio:value': (value: PortfolioValue) => void;
  }
  interface ClientEvents {
    /** Asks for the live value of one of the user's portfolios; answered with what it is now. */
    'portfolio:watch': (payload: NamedPortfolio, ack: Ack<PortfolioValue>) => void;
    /** Asks no more; answered with the portfolios that are still watched. */
    'portfolio:unwatch': (payload: NamedPortfolio, ack: Ack<WatchedPortfolios>) => void;
  }
}

declare module '../platform/stream/socket-state' {
  interface SocketState {
    /** the portfolios the client watches, so that it goes on after a broken connection */
    portfolios?: string[];
  }
}
