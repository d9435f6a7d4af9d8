/** An invented course for a well-known name. */
export interface SimulatedInstrument {
  symbol: string;
  name: string;
  type: 'equity' | 'etf' | 'index' | 'currency';
  exchange: string;
  currency: string;
  /** price at the start of 2025 */
  price: number;
  /** standard deviation of log returns, a year */
  volatility: number;
  /** mean log return, a year */
  drift: number;
  /** shares on an ordinary day; 0 where volume means nothing */
  volume: number;
}

type Row = [
  symbol: string,
  name: string,
  exchange: string,
  price: number,
  volatility: number,
  millions: number,
];

const EQUITIES: Row[] = [
  ['AAPL', 'Apple Inc.', 'NASDAQ', 243.9, 0.28, 55],
  ['MSFT', 'Microsoft Corporation', 'NASDAQ', 418.6, 0.25, 21],
  ['NVDA', 'NVIDIA Corporation', 'NASDAQ', 138.3, 0.48, 230],
  ['GOOGL', 'Alphabet Inc. Class A', 'NASDAQ', 189.4, 0.29, 27],
  ['AMZN', 'Amazon.com, Inc.', 'NASDAQ', 220.2, 0.31, 39],
  ['META', 'Meta Platforms, Inc.', 'NASDAQ', 599.2, 0.35, 14],
  ['TSLA', 'Tesla, Inc.', 'NASDAQ', 379.3, 0.56, 95],
  ['AVGO', 'Broadcom Inc.', 'NASDAQ', 231.9, 0.4, 25],
  ['NFLX', 'Netflix, Inc.', 'NASDAQ', 886.7, 0.37, 4],
  ['AMD', 'Advanced Micro Devices, Inc.', 'NASDAQ', 120.6, 0.48, 38],
  ['INTC', 'Intel Corporation', 'NASDAQ', 20.2, 0.4, 65],
  ['CSCO', 'Cisco Systems, Inc.', 'NASDAQ', 59.1, 0.21, 18],
  ['ADBE', 'Adobe Inc.', 'NASDAQ', 441, 0.32, 3],
  ['PEP', 'PepsiCo, Inc.', 'NASDAQ', 150.2, 0.17, 6],
  ['COST', 'Costco Wholesale Corporation', 'NASDAQ', 909.8, 0.21, 2],
  ['JPM', 'JPMorgan Chase & Co.', 'NYSE', 240, 0.23, 9],
  ['BAC', 'Bank of America Corporation', 'NYSE', 44, 0.26, 34],
  ['V', 'Visa Inc.', 'NYSE', 314.4, 0.2, 6],
  ['MA', 'Mastercard Incorporated', 'NYSE', 522.5, 0.21, 2],
  ['JNJ', 'Johnson & Johnson', 'NYSE', 144, 0.16, 8],
  ['PFE', 'Pfizer Inc.', 'NYSE', 26.6, 0.24, 42],
  ['UNH', 'UnitedHealth Group Incorporated', 'NYSE', 504.5, 0.27, 4],
  ['KO', 'The Coca-Cola Company', 'NYSE', 61.8, 0.15, 15],
  ['MCD', "McDonald's Corporation", 'NYSE', 292.7, 0.18, 3],
  ['WMT', 'Walmart Inc.', 'NYSE', 90, 0.19, 16],
  ['DIS', 'The Walt Disney Company', 'NYSE', 110.8, 0.27, 8],
  ['NKE', 'NIKE, Inc.', 'NYSE', 73.8, 0.29, 12],
  ['XOM', 'Exxon Mobil Corporation', 'NYSE', 107.3, 0.25, 15],
  ['CVX', 'Chevron Corporation', 'NYSE', 146.7, 0.24, 8],
  ['BA', 'The Boeing Company', 'NYSE', 171.9, 0.36, 8],
  ['CAT', 'Caterpillar Inc.', 'NYSE', 359, 0.28, 3],
  ['GE', 'General Electric Company', 'NYSE', 168, 0.29, 5],
  ['IBM', 'International Business Machines Corporation', 'NYSE', 219.9, 0.2, 4],
];

const FUNDS: Row[] = [
  ['SPY', 'SPDR S&P 500 ETF Trust', 'NYSE Arca', 584.6, 0.17, 55],
  ['VOO', 'Vanguard S&P 500 ETF', 'NYSE Arca', 537.5, 0.17, 6],
  ['QQQ', 'Invesco QQQ Trust', 'NASDAQ', 510.2, 0.21, 35],
  ['IWM', 'iShares Russell 2000 ETF', 'NYSE Arca', 221.3, 0.23, 30],
  ['AGG', 'iShares Core U.S. Aggregate Bond ETF', 'NYSE Arca', 96.8, 0.06, 8],
  ['GLD', 'SPDR Gold Shares', 'NYSE Arca', 245.4, 0.15, 7],
];

const INDICES: Row[] = [
  ['SPX', 'S&P 500', 'SNP', 5868.6, 0.17, 2500],
  ['^GSPC', 'S&P 500', 'SNP', 5868.6, 0.17, 2500],
  ['^DJI', 'Dow Jones Industrial Average', 'DJI', 42392.3, 0.15, 400],
  ['^IXIC', 'NASDAQ Composite', 'NASDAQ', 19280.8, 0.21, 5000],
];

/** Their quotes change every second, at all hours. */
const ROUND_THE_CLOCK: Row[] = [
  ['SIM-CALM', 'Simulated, calm', 'SIM', 100, 0.05, 1],
  ['SIM-WILD', 'Simulated, wild', 'SIM', 50, 0.9, 10],
  ['SIM-LARGE', 'Simulated, of a large price', 'SIM', 25_000, 0.3, 0.1],
  ['SIM-SMALL', 'Simulated, of a small price', 'SIM', 2, 0.3, 100],
];

/** No pair that follows from others: invented apart, the two would contradict each other. */
const RATES: Row[] = [
  ['EURUSD=X', 'EUR/USD', 'CCY', 1.0266, 0.075, 0],
  ['GBPUSD=X', 'GBP/USD', 'CCY', 1.2381, 0.085, 0],
  ['USDJPY=X', 'USD/JPY', 'CCY', 157.5, 0.095, 0],
  ['USDCHF=X', 'USD/CHF', 'CCY', 0.9122, 0.08, 0],
];

const of = (type: SimulatedInstrument['type'], drift: number, rows: Row[]): SimulatedInstrument[] =>
  rows.map(([symbol, name, exchange, price, volatility, millions]) => ({
    symbol,
    name,
    type,
    exchange,
    currency: type === 'currency' ? symbol.slice(3, 6) : 'USD',
    price,
    volatility,
    drift,
    volume: millions * 1e6,
  }));

/** Everything that the simulated market lists; no other symbol exists there. */
export const SIMULATED_INSTRUMENTS: ReadonlyMap<string, SimulatedInstrument> = new Map(
  [
    ...of('equity', 0.08, EQUITIES),
    ...of('etf', 0.06, FUNDS),
    ...of('index', 0.06, INDICES),
    ...of('currency', 0, RATES),
    ...of('equity', 0.04, ROUND_THE_CLOCK),
  ].map((instrument) => [instrument.symbol, instrument]),
);
