/** An instrument that a user follows, with what he thinks of it. */
export interface WatchlistItem {
  readonly symbol: string;
  readonly note: string | null;
  /** In the currency of the symbol; nothing is told when it is reached, an alert does that. */
  readonly target_price: number | null;
}

/** A user's list of instruments, in the order that the user gave it. */
export interface Watchlist {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  /** Place among the user's lists; lists of one place stand newest first. */
  readonly position: number;
  readonly items: readonly WatchlistItem[];
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** What a user writes of a list. */
export type WatchlistContent = Pick<Watchlist, 'name' | 'position' | 'items'>;

export const MAX_WATCHLISTS = 50;
export const MAX_WATCHLIST_ITEMS = 500;
