import type { NamedPortfolio } from './stream-events.js';

/** A portfolio, or one account of it, as one text. */
export function keyOf(portfolioId: string, account?: string | null): string {
  return account ? `${portfolioId}:${account}` : portfolioId;
}

/** What `keyOf` was made of. */
export function namedBy(key: string): NamedPortfolio {
  const [portfolio_id = '', account] = key.split(':');
  return account === undefined ? { portfolio_id } : { portfolio_id, account };
}
