/** One purchase of a portfolio, as the client gave it. */
export interface Asset {
  symbol: string;
  quantity: number;
  /** per share, in the portfolio's currency */
  purchase_price: number;
  /** calendar day, `YYYY-MM-DD` */
  purchase_date: string;
}

export interface Portfolio {
  id: string;
  user_id: string;
  name: string;
  /** ISO 4217: of purchase prices and of every figure told about the portfolio */
  currency: string;
  assets: Asset[];
  /** rises by one with every change; the portfolio's ETag */
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** What a client may set. */
export type PortfolioContent = Pick<Portfolio, 'name' | 'currency' | 'assets'>;

/** The symbols held, each once. */
export function symbolsOf({ assets }: Pick<Portfolio, 'assets'>): string[] {
  return [...new Set(assets.map(({ symbol }) => symbol))];
}
