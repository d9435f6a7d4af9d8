import type { NumberOrDigits } from '../common/numbers/number-or-digits';
import type { DecimalText } from '../analytics/ledger/model/transaction';
import type { PriceBasis } from './transactions/entry';

/** What is left of one purchase, in shares of today. */
export interface Asset {
  /** missing where an older release stored the lot and its symbol was not changed since */
  id?: string;
  symbol: string;
  quantity: number;
  /** cost of one, in the portfolio's currency; null where it is unknown or has no exchange rate */
  purchase_price: number | null;
  /** calendar day, `YYYY-MM-DD` */
  purchase_date: string;
  /** as it was given to an older release, until it is a line of the ledger */
  given?: GivenPurchase;
}

/** What a client said of a purchase that the numbers of a lot do not tell. */
export interface GivenPurchase {
  quantity: DecimalText;
  purchase_price: DecimalText;
  basis?: PriceBasis;
}

/** One purchase, as a client gives it; text holds digits that a double cannot carry. */
export interface Purchase extends Omit<Asset, 'quantity' | 'purchase_price' | 'given'> {
  quantity: NumberOrDigits;
  /** per share, in the portfolio's currency */
  purchase_price: NumberOrDigits;
  /** which shares the numbers are of, where a split came later; found out when left out */
  basis?: PriceBasis;
}

/** A lot that a client puts in the place of those there are: one of them, or another. */
export type Replacement = Omit<Purchase, 'purchase_price'> & { purchase_price: NumberOrDigits | null };

export interface Portfolio {
  id: string;
  user_id: string;
  name: string;
  /** ISO 4217: of purchase prices and of every figure told about the portfolio */
  currency: string;
  /** the open lots of its ledger */
  assets: Asset[];
  /** rises by one with every change; the portfolio's ETag */
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** A portfolio without its lots, which may be tens of thousands. */
export type PortfolioHead = Omit<Portfolio, 'assets'>;

/** A portfolio by its id, and whose it is. */
export type OwnedPortfolio = Pick<Portfolio, 'id' | 'user_id'>;

/** What is stored of a portfolio beside its ledger. */
export type PortfolioContent = Pick<Portfolio, 'name' | 'currency' | 'assets'>;

/** What a client may set. */
export type PortfolioInput = Pick<Portfolio, 'name' | 'currency'> & { assets: Purchase[] };

/** How a portfolio is changed. */
export interface PortfolioChange extends Partial<Omit<PortfolioInput, 'assets'>> {
  assets?: Replacement[];
  /** Whether prices are converted when the currency changes, which is meant when left out; else they are taken as of the new one. */
  convert?: boolean;
}

/** A portfolio in a list: how much it holds instead of its lots. */
export type PortfolioSummary = PortfolioHead &
  PortfolioTotals & {
    /** null until they were looked for */
    open_issues: number | null;
  };

export interface PortfolioTotals {
  asset_count: number;
  symbol_count: number;
  /** of all lots whose cost is known, in the portfolio's currency */
  cost_basis: number;
  /** lots whose cost is not known */
  unknown_cost_count: number;
}

export function totalsOf(assets: readonly Asset[]): PortfolioTotals {
  return {
    asset_count: assets.length,
    symbol_count: new Set(assets.map(({ symbol }) => symbol)).size,
    cost_basis: assets.reduce(
      (sum, { quantity, purchase_price }) => sum + quantity * (purchase_price ?? 0),
      0,
    ),
    unknown_cost_count: assets.filter(({ purchase_price }) => purchase_price === null).length,
  };
}

/** The symbols held, each once. */
export function symbolsOf({ assets }: { assets: readonly Pick<Asset, 'symbol'>[] }): string[] {
  return [...new Set(assets.map(({ symbol }) => symbol))];
}
