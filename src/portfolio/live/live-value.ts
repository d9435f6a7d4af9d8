import { shownNumbers } from '../../common/shown-number';
import type { Quote } from '../../market/quote';
import type { Portfolio } from '../portfolio';
import type { PortfolioValue } from '../portfolio.events';
import { spotRate } from './spot-rates';

/** Values a portfolio at the newest quotes, those of the exchange rates among them. */
export function liveValue(
  { id, currency, version, assets }: Portfolio,
  quotes: ReadonlyMap<string, Quote>,
): PortfolioValue {
  const missing = new Map<string, string>();
  let [value, cost, before, counted] = [0, 0, 0, 0];
  let asOf: string | null = null;
  for (const { symbol, quantity, purchase_price, purchase_date } of assets) {
    const quote = quotes.get(symbol);
    const rate = quote && spotRate(quote.currency, currency, quotes);
    if (!quote || rate === undefined) {
      missing.set(symbol, quote ? 'no_exchange_rate' : 'no_price');
      continue;
    }
    counted += 1;
    const paid = quantity * purchase_price;
    const boughtToday = purchase_date >= quote.timestamp.slice(0, 10);
    value += quantity * quote.close * rate;
    cost += paid;
    before += boughtToday ? paid : quantity * (quote.previous_close ?? quote.close) * rate;
    if (asOf === null || quote.timestamp > asOf) asOf = quote.timestamp;
  }
  const unpriced = assets.length > 0 && counted === 0;
  return shownNumbers({
    portfolio_id: id,
    currency,
    version,
    as_of: asOf,
    market_value: unpriced ? null : value,
    cost_basis: cost,
    unrealised_pnl: unpriced ? null : value - cost,
    unrealised_pnl_percent: cost > 0 ? (value - cost) / cost : null,
    day_change: unpriced ? null : value - before,
    day_change_percent: before > 0 ? (value - before) / before : null,
    missing: [...missing].map(([symbol, reason]) => ({ symbol, reason })),
  });
}
