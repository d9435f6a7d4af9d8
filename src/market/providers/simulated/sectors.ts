const SECTORS: Readonly<Record<string, string>> = {
  Technology: 'AAPL MSFT NVDA AVGO AMD INTC CSCO ADBE IBM',
  'Communication Services': 'GOOGL META NFLX DIS',
  'Consumer Cyclical': 'AMZN TSLA MCD NKE',
  'Consumer Defensive': 'PEP COST KO WMT',
  'Financial Services': 'JPM BAC V MA',
  Healthcare: 'JNJ PFE UNH',
  Energy: 'XOM CVX',
  Industrials: 'BA CAT GE',
};

/** Sectors of the companies that the simulated market lists. */
export const SIMULATED_SECTORS: ReadonlyMap<string, string> = new Map(
  Object.entries(SECTORS).flatMap(([sector, symbols]) =>
    symbols.split(' ').map((symbol) => [symbol, sector] as const),
  ),
);

/** Funds of bonds that it lists. */
export const BONDS: ReadonlySet<string> = new Set(['AGG']);
