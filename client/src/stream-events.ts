// Made by `npm run client:generate` from the types of the server. Do not edit.

export interface FieldError {
  /** dotted path into the body or query, such as `assets.0.quantity` */
  field: string;
  message: string;
}

/** What is held of a symbol at its newest price. Money is in the currency of the portfolio. */
export interface HoldingValue {
  symbol: string;
  /** in shares of today */
  quantity: number;
  /** in `currency`; null without a price */
  price: number | null;
  /** of `price` */
  currency: string | null;
  /** when the price was true */
  price_at: string | null;
  market_value: number | null;
  unrealised_pnl: number | null;
  /** as that of the portfolio */
  day_change: number | null;
  day_change_percent: number | null;
  /** why it is not counted, or with `basis_unknown` its gain is not; null where all of it is */
  reason: string | null;
}

export interface ImportProgress {
  import_id: string;
  portfolio_id: string;
  status: 'applied' | 'applying' | 'failed' | 'reading' | 'ready';
  /** rows that are read */
  rows_read: number;
  /** rows of the file; null until it was read once */
  row_count: number | null;
}

export interface NamedPortfolio {
  portfolio_id: string;
  /** id of one account, which is valued alone; all when left out */
  account?: string;
}

/** A notification on the wire of the socket: as the HTTP list shows it. */
export interface NotificationEvent {
  id: string;
  kind:
    | 'deletion_taken_back'
    | 'email_address_changed'
    | 'export_completed'
    | 'export_failed'
    | 'new_sign_in'
    | 'password_changed'
    | 'password_reset'
    | 'password_reset_forced'
    | 'price_alert'
    | 'promoted'
    | 'provider_linked'
    | 'provider_unlinked'
    | 'recovery_code_used'
    | 'recovery_codes_renewed'
    | 'refresh_token_reuse'
    | 'report_completed'
    | 'report_failed'
    | 'second_factor_added'
    | 'second_factor_removed'
    | 'second_factor_reset'
    | 'token_created';
  title: string;
  body: string;
  link: string | null;
  facts: {
    [name: string]: number | string;
  };
  read: boolean;
  created_at: string;
}

/** What a portfolio is worth at the newest prices, its tracked cash included. Money is in its currency, percents are fractions. */
export interface PortfolioValue {
  portfolio_id: string;
  /** id of the account that is valued alone; null for all */
  account: string | null;
  currency: string;
  /** the portfolio's; it rises when its lots change */
  version: number;
  /** when the oldest of the prices and rates that count was true; null without any */
  as_of: string | null;
  /** with tracked cash; null when there are lots but none has a price, or cash without an exchange rate */
  market_value: number | null;
  /** tracked cash, a part of `market_value`, below 0 for an overdraft; null where it has no exchange rate */
  cash: number | null;
  /** of the lots that are counted and whose cost is known */
  cost_basis: number;
  /** without that of cash; null where the cost of a lot is not known */
  unrealised_pnl: number | null;
  unrealised_pnl_percent: number | null;
  /** since the close of the day before; what was bought today counts from its purchase price, and a price of an earlier day has not moved */
  day_change: number | null;
  /** of the value before, with tracked cash */
  day_change_percent: number | null;
  /** prices and rates that count and are not the newest that there could be */
  stale: Array<{
    symbol: string;
    reason: string;
    timestamp: string;
  }>;
  /** what is not counted, and why: symbols, and the currencies of cash; with `basis_unknown` the value counts, and only the cost and the gain do not */
  missing: Array<{
    symbol: string;
    reason: string;
  }>;
  /** what is held of each symbol, for who asks for it */
  holdings?: Array<HoldingValue>;
}

export interface PortfolioWish {
  portfolio_id: string;
  /** id of one account, which is valued alone; all when left out */
  account?: string;
  /** whether each value is to tell the holdings too; watch again to change that */
  holdings?: boolean;
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
  /** `invalid_symbol`, `too_many_symbols` for this connection, `too_many_symbols_of_user` for all connections of the user together, or why there is no quote, such as `unknown_symbol` */
  reason: string;
}

export interface Renewal {
  token: string;
}

export interface Report {
  id: string;
  user_id: string;
  ordered_by: string | null;
  portfolio_id: string;
  account: string | null;
  type: 'holdings' | 'income' | 'performance' | 'realised_gains' | 'transactions';
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
    /** the unit that its exchange quotes in, such as GBp; prices here are in `currency`. Left out where a stored day stands in, which does not tell it */
    quoted_in?: string;
    source: string;
    /** when we got it */
    received_at: string;
    stale: boolean;
    stale_reason: 'market_closed' | 'no_newer_data' | 'provider_down' | 'rate_limited' | null;
    seq?: number;
  }>;
  rejected: Array<RejectedSymbol>;
}

export interface SymbolsOrWatchlist {
  symbols?: Array<string>;
  /** the id of one of the user's watchlists */
  watchlist?: string;
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
  /** the unit that its exchange quotes in, such as GBp; prices here are in `currency`. Left out where a stored day stands in, which does not tell it */
  quoted_in?: string;
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
  /** portfolios that are still watched as a whole */
  portfolio_ids: Array<string>;
}

export interface ServerEvents {
  /** How far one of the user's imports has come. */
  'import:progress': (progress: ImportProgress) => void;
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
  /** Watches these symbols too, at most 200 a connection and 1,000 different ones a user, or follows a watchlist and its changes; answered with their quotes now. */
  'market:subscribe': (payload: SymbolsOrWatchlist, ack: (answer: Subscription | Refusal) => void) => void;
  /** Watches these, or follows this watchlist, no longer; answered with the symbols that are still watched. */
  'market:unsubscribe': (payload: SymbolsOrWatchlist, ack: (answer: Watched | Refusal) => void) => void;
  /** Asks no more; answered with the portfolios that are still watched. */
  'portfolio:unwatch': (payload: NamedPortfolio, ack: (answer: WatchedPortfolios | Refusal) => void) => void;
  /** Asks for the live value of one of the user's portfolios; answered with what it is now. */
  'portfolio:watch': (payload: PortfolioWish, ack: (answer: PortfolioValue | Refusal) => void) => void;
  /** a new access token of the same user, so that the connection lasts beyond the first; refused as `stream.other_user`, and as `stream.other_token` where a personal access token did not open the connection itself */
  'session:renew': (payload: Renewal, ack: (answer: SessionTerms | Refusal) => void) => void;
}
