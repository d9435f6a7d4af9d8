import { readableNumbers } from '../../common/numbers/readable-number';
import type { Quote } from '../../market/model/quote';
import type { Portfolio } from '../portfolio';
import type { PortfolioValue } from './portfolio.events';
import { spotRate } from '../currency/spot-rates';
import { priceAge } from './price-age';

/**
 * Values a portfolio at the newest quotes, those of the exchange rates among them. A lot counts at its cost until there is a
 * price of its purchase day or later; a price of an earlier day than today has not moved today.
 */
export function liveValue(
  { id, currency, version, assets }: Portfolio,
  quotes: ReadonlyMap<string, Quote>,
  now: Date,
): Omit<PortfolioValue, 'account'> {
  const missing = new Map<string, string>();
  const used = new Map<string, Quote>();
  const note = (symbol: string) => {
    const found = quotes.get(symbol);
    if (found) used.set(symbol, found);
  };
  let [value, cost, before, counted] = [0, 0, 0, 0];
  for (const { symbol, quantity, purchase_price, purchase_date } of assets) {
    const quote = quotes.get(symbol);
    const spot = quote && spotRate(quote.currency, currency, quotes);
    if (!quote || !spot) {
      missing.set(symbol, quote ? 'no_exchange_rate' : 'no_price');
      continue;
    }
    const { rate } = spot;
    if (purchase_price === null) {
      missing.set(symbol, 'basis_unknown');
      continue;
    }
    counted += 1;
    const paid = quantity * purchase_price;
    cost += paid;
    for (const counting of [symbol, ...spot.pairs]) note(counting);
    const { day, isOfToday } = priceAge(quote, now);
    if (purchase_date > day) {
      value += paid;
      before += paid;
      continue;
    }
    value += quantity * quote.close * rate;
    const closeBefore = isOfToday ? (quote.previous_close ?? quote.close) : quote.close;
    before += isOfToday && purchase_date === day ? paid : quantity * closeBefore * rate;
  }
  const unpriced = assets.length > 0 && counted === 0;
  return readableNumbers({
    portfolio_id: id,
    currency,
    version,
    as_of: [...used.values()].map(({ timestamp }) => timestamp).sort()[0] ?? null,
    market_value: unpriced ? null : value,
    cost_basis: cost,
    unrealised_pnl: unpriced ? null : value - cost,
    unrealised_pnl_percent: cost > 0 ? (value - cost) / cost : null,
    day_change: unpriced ? null : value - before,
    day_change_percent: before > 0 ? (value - before) / before : null,
    stale: [...used.values()].flatMap((quote) => {
      const { stale } = priceAge(quote, now);
      return stale === null ? [] : [{ symbol: quote.symbol, reason: stale, timestamp: quote.timestamp }];
    }),
    missing: [...missing].map(([symbol, reason]) => ({ symbol, reason })),
  });
}
