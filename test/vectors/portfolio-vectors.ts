import { analysePortfolio } from '../../src/analytics/portfolio/analyse-portfolio';
import type { PortfolioAnalysis, AnalysisInput } from '../../src/analytics/portfolio/analyse-portfolio';
import { parseDay } from '../../src/analytics/calendar';
import type { PriceSeries } from '../../src/analytics/series/columns';
import type { MarketSeries } from '../../src/analytics/ledger/plan/market';
import { ledgerOfLots } from '../../src/analytics/portfolio/lots';
import type { BoughtLot } from '../../src/analytics/portfolio/lots';

/** Closes by date. */
export type VectorCloses = Record<string, number>;

/** Lots and closes as the vector files write them. */
export interface VectorAssets {
  readonly assets: { symbol: string; quantity: number; purchase_price: number; purchase_date: string }[];
  readonly prices: Record<string, VectorCloses>;
  readonly as_of: string;
}

/** The lots of a case. */
export function lotsFrom({ assets }: VectorAssets): BoughtLot[] {
  return assets.map(({ symbol, quantity, purchase_price, purchase_date }) => ({
    symbol,
    quantity,
    purchasePrice: purchase_price,
    purchaseDay: parseDay(purchase_date),
  }));
}

/** Closes by date as columns. */
export function closesFrom(closes: VectorCloses): PriceSeries {
  const dates = Object.keys(closes).sort();
  return { days: Int32Array.from(dates, parseDay), closes: Float64Array.from(dates, (date) => closes[date]!) };
}

/** The closes of every symbol of a case. */
export function priceSeries(prices: Record<string, VectorCloses>): Map<string, PriceSeries> {
  return new Map(Object.entries(prices).map(([symbol, closes]) => [symbol, closesFrom(closes)]));
}

/** A portfolio of lots, everything in one currency. */
export interface LotsInput extends Pick<AnalysisInput, 'benchmark' | 'fromDay' | 'toDay' | 'riskFreeAnnual'> {
  readonly lots: readonly BoughtLot[];
  readonly prices: ReadonlyMap<string, PriceSeries>;
}

/** Analyses lots as the ledger of buys that they are. */
export function analyseLots({ lots, prices, ...asked }: LotsInput): PortfolioAnalysis {
  const series = [...prices].map(([symbol, closes]): [string, MarketSeries] => [
    symbol,
    { ...closes, currency: 'USD', adjustment: 'split' },
  ]);
  return analysePortfolio({ ...ledgerOfLots(lots, 'USD'), prices: new Map(series), rates: new Map(), events: [], ...asked });
}
