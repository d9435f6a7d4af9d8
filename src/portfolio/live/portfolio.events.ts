import type { Ack } from '../../platform/stream/stream-events';

/** What a portfolio is worth at the newest prices, its tracked cash included. Money is in its currency, percents are fractions. */
export interface PortfolioValue {
  /** @example 665f1f77bcf86cd799439011 */
  portfolio_id: string;
  /**
   * id of the account that is valued alone; null for all
   * @example null
   */
  account: string | null;
  /** @example USD */
  currency: string;
  /**
   * the portfolio's; it rises when its lots change
   * @example 3
   */
  version: number;
  /**
   * when the oldest of the prices and rates that count was true; null without any
   * @format date-time
   * @example 2026-01-30T19:59:58.000Z
   */
  as_of: string | null;
  /**
   * with tracked cash; null when there are lots but none has a price, or cash without an exchange rate
   * @example 7467.32
   */
  market_value: number | null;
  /**
   * tracked cash, a part of `market_value`, below 0 for an overdraft; null where it has no exchange rate
   * @example 0
   */
  cash: number | null;
  /**
   * of the lots that are counted and whose cost is known
   * @example 2632
   */
  cost_basis: number;
  /**
   * without that of cash; null where the cost of a lot is not known
   * @example 4835.32
   */
  unrealised_pnl: number | null;
  /** @example 1.8371 */
  unrealised_pnl_percent: number | null;
  /**
   * since the close of the day before; what was bought today counts from its purchase price, and a price of an earlier day
   * has not moved
   * @example 42.5
   */
  day_change: number | null;
  /**
   * of the value before, with tracked cash
   * @example 0.0057
   */
  day_change_percent: number | null;
  /**
   * prices and rates that count and are not the newest that there could be
   * @example []
   */
  stale: { symbol: string; reason: string; timestamp: string }[];
  /**
   * what is not counted, and why: symbols, and the currencies of cash; with `basis_unknown` the value counts, and only the
   * cost and the gain do not
   * @example []
   */
  missing: { symbol: string; reason: string }[];
  /** what is held of each symbol, for who asks for it */
  holdings?: HoldingValue[];
}

/** What is held of a symbol at its newest price. Money is in the currency of the portfolio. */
export interface HoldingValue {
  /** @example AAPL */
  symbol: string;
  /**
   * in shares of today
   * @example 40
   */
  quantity: number;
  /**
   * in `currency`; null without a price
   * @example 186.68
   */
  price: number | null;
  /**
   * of `price`
   * @example USD
   */
  currency: string | null;
  /**
   * when the price was true
   * @format date-time
   * @example 2026-01-30T19:59:58.000Z
   */
  price_at: string | null;
  /** @example 7467.32 */
  market_value: number | null;
  /** @example 4835.32 */
  unrealised_pnl: number | null;
  /**
   * as that of the portfolio
   * @example 42.5
   */
  day_change: number | null;
  /** @example 0.0057 */
  day_change_percent: number | null;
  /**
   * why it is not counted, or with `basis_unknown` its gain is not; null where all of it is
   * @example null
   */
  reason: string | null;
}

export interface NamedPortfolio {
  /** @example 665f1f77bcf86cd799439011 */
  portfolio_id: string;
  /**
   * id of one account, which is valued alone; all when left out
   * @example 665f1f77bcf86cd799439012
   */
  account?: string;
}

export interface PortfolioWish {
  /** @example 665f1f77bcf86cd799439011 */
  portfolio_id: string;
  /**
   * id of one account, which is valued alone; all when left out
   * @example 665f1f77bcf86cd799439012
   */
  account?: string;
  /**
   * whether each value is to tell the holdings too; watch again to change that
   * @example true
   */
  holdings?: boolean;
}

export interface WatchedPortfolios {
  /**
   * portfolios that are still watched as a whole
   * @example ["665f1f77bcf86cd799439011"]
   */
  portfolio_ids: string[];
}

declare module '../../platform/stream/stream-events' {
  interface ServerEvents {
    /** What a watched portfolio is worth now, at most once a second. */
    'portfolio:value': (value: PortfolioValue) => void;
  }
  interface ClientEvents {
    /** Asks for the live value of one of the user's portfolios; answered with what it is now. */
    'portfolio:watch': (payload: PortfolioWish, ack: Ack<PortfolioValue>) => void;
    /** Asks no more; answered with the portfolios that are still watched. */
    'portfolio:unwatch': (payload: NamedPortfolio, ack: Ack<WatchedPortfolios>) => void;
  }
}

declare module '../../platform/stream/sockets/socket-state' {
  interface SocketState {
    /** what the client watches, so that it goes on after a broken connection: `keyOf` each */
    portfolios?: string[];
    /** those whose holdings it wants too */
    holdings?: string[];
  }
}
