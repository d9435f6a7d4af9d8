import type { WatchedPortfolio } from './watched-portfolio';

/** Rates that an instance keeps fresh for what is watched of one account; those of seven currencies a portfolio are 26. */
export const MOST_RATES_OF_ACCOUNT = 200;

/** The exchange rates that watched portfolios are valued by: of each account those that were watched first. */
export function watchedRates(all: Iterable<WatchedPortfolio>): Set<string> {
  const accounts = new Map<string, Set<string>>();
  for (const { portfolio, rates } of all) {
    const own = accounts.get(portfolio.user_id) ?? new Set<string>();
    accounts.set(portfolio.user_id, own);
    for (const rate of rates) if (own.size < MOST_RATES_OF_ACCOUNT) own.add(rate);
  }
  return new Set([...accounts.values()].flatMap((own) => [...own]));
}
