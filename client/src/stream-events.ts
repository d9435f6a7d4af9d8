// Made by `npm run client:generate` from the types of the server. Do not edit.

export interface FieldError {
  /** dotted path into the body or query, such as `assets.0.quantity` */
  field: string;
  message: string;
}

export interface NamedPortfolio {
  portfolio_id: string;
}

/** A notification on the wire of the socket: as the HTTP list shows it. */
export interface NotificationEvent {
  id: string;
  kind: 'new_sign_in' | 'price_alert' | 'refresh_token_reuse' | 'report_completed' | 'report_failed';
  title: string;
  body: string;
  link: string | null;
  facts: {
    [name: string]: number | string;
  };
  read: boolean;
  created_at: string;
}

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
  missing: Array<{
    symbol: string;
    reason: string;
  }>;
}

/** What an acknowledgement holds instead of its answer when the event was refused. */
export interface Refusal {
  error: {
    code: string;
    detail: string;
    errors?: Array<FieldError>;
  };
}

export interface RejectedSymbol {
  symbol: string;
  /** `invalid_symbol`, `too_many_symbols`, or why there is no quote, such as `unknown_symbol` */
  reason: string;
}

export interface Renewal {
  token: string;
}

export interface Report {
  id: string;
  user_id: string;
  portfolio_id: string;
  type: 'holdings' | 'performance';
  format: 'csv' | 'json' | 'pdf' | 'xlsx';
  from: string | null;
  to: string | null;
  status: 'completed' | 'failed' | 'queued' | 'running';
  progress: number;
  attempts: number;
  size_bytes: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  download_url: string | null;
}

export interface SessionReady {
  /** * the client was here before, watches again what it watched, and is now being sent what it missed; else it should subscribe and fetch again */
  resumed: boolean;
  /** when the access token ends; renew before */
  expires_at: string;
}

export interface SessionTerms {
  /** when the access token ends; renew before */
  expires_at: string;
}

export interface Subscription {
  /** the newest of each; `seq`, once the symbol has ticked, is its last tick's: later ticks have a higher one */
  quotes: Array<{
    symbol: string;
    data_type: 'real-time';
    /** when the price was true, by the provider */
    timestamp: string;
    open: number | null;
    high: number | null;
    low: number | null;
    close: number;
    volume: number | null;
    previous_close: number | null;
    change: number | null;
    /** a fraction: 0.0123 is 1.23 % */
    change_percent: number | null;
    currency: string;
    source: string;
    /** when we got it */
    received_at: string;
    stale: boolean;
    stale_reason: 'market_closed' | 'no_newer_data' | 'provider_down' | 'rate_limited' | null;
    seq?: number;
  }>;
  rejected: Array<RejectedSymbol>;
}

/** A quote with its place in the order of its symbol's quotes, for the whole fleet. */
export interface Tick {
  symbol: string;
  data_type: 'real-time';
  /** when the price was true, by the provider */
  timestamp: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  previous_close: number | null;
  change: number | null;
  /** a fraction: 0.0123 is 1.23 % */
  change_percent: number | null;
  currency: string;
  source: string;
  /** when we got it */
  received_at: string;
  stale: boolean;
  stale_reason: 'market_closed' | 'no_newer_data' | 'provider_down' | 'rate_limited' | null;
  seq: number;
}

export interface Watched {
  symbols: Array<string>;
}

export interface WatchedPortfolios {
  portfolio_ids: Array<string>;
}

export interface ServerEvents {
  /** A new price of a symbol that this connection watches; a slow connection gets the newest of each. */
  'market:tick': (tick: Tick) => void;
  /** Something the user should know, also when nobody asked; it stays in the list of notifications. */
  notification: (notification: NotificationEvent) => void;
  /** What a watched portfolio is worth now, at most once a second. */
  'portfolio:value': (value: PortfolioValue) => void;
  /** A step of one of the user's reports: the report as its resource shows it. */
  'report:progress': (report: Report) => void;
  /** the access token has ended; the connection is closed behind this event */
  'session:expired': () => void;
  /** first event of every connection, before the missed ones */
  'session:ready': (session: SessionReady) => void;
}

export interface ClientEvents {
  /** Watches these symbols too, at most 200 a connection; answered with their quotes now. */
  'market:subscribe': (payload: Watched, ack: (answer: Subscription | Refusal) => void) => void;
  /** Watches these no longer; answered with those that are still watched. */
  'market:unsubscribe': (payload: Watched, ack: (answer: Watched | Refusal) => void) => void;
  /** Asks no more; answered with the portfolios that are still watched. */
  'portfolio:unwatch': (payload: NamedPortfolio, ack: (answer: WatchedPortfolios | Refusal) => void) => void;
  /** Asks for the live value of one of the user's portfolios; answered with what it is now. */
  'portfolio:watch': (payload: NamedPortfolio, ack: (answer: PortfolioValue | Refusal) => void) => void;
  /** a new access token of the same user, so that the connection lasts beyond the first */
  'session:renew': (payload: Renewal, ack: (answer: SessionTerms | Refusal) => void) => void;
}
