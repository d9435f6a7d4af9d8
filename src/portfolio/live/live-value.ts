import { readableNumbers } from '../../common/numbers/readable-number';
import type { Quote } from '../../market/model/quote';
import type { Asset, PortfolioHead } from '../portfolio';
import type { PortfolioValue } from './portfolio.events';
import { spotRate } from '../currency/spot-rates';
import { priceAge } from './price-age';

/** What is valued. */
export interface ValuedPortfolio extends Pick<PortfolioHead, 'id' | 'currency' | 'version'> {
  readonly assets: readonly Asset[];
  /** of accounts that track it */
  readonly cash: readonly HeldCash[];
}

export interface HeldCash {
  readonly currency: string;
  /** below 0 for an overdraft */
  readonly balance: number;
}

/**
 * Values a portfolio at the newest quotes, those of the exchange rates among them. A lot counts at its cost until there is a
 * price of its purchase day or later; a price of an earlier day than today has not moved today, and cash moves with nothing.
 */
export function liveValue(
  { id, currency, version, assets, cash }: ValuedPortfolio,
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
    counted += 1;
    for (const counting of [symbol, ...spot.pairs]) note(counting);
    const { day, isOfToday } = priceAge(quote, now);
    const worth = quantity * quote.close * rate;
    // What came in at no known cost came in at what it is worth; what it gained is not known.
    const paid = purchase_price === null ? worth : quantity * purchase_price;
    if (purchase_price === null) missing.set(symbol, 'basis_unknown');
    else cost += paid;
    if (purchase_date > day) {
      value += paid;
      before += paid;
      continue;
    }
    value += worth;
    const closeBefore = isOfToday ? (quote.previous_close ?? quote.close) : quote.close;
    before += isOfToday && purchase_date === day ? paid : quantity * closeBefore * rate;
  }
  let money = 0;
  for (const { currency: held, balance } of cash) {
    if (balance === 0) continue;
    const spot = spotRate(held, currency, quotes);
    if (!spot) missing.set(held, 'no_exchange_rate');
    else for (const pair of spot.pairs) note(pair);
    money += balance * (spot?.rate ?? NaN);
  }
  const unpriced = assets.length > 0 && counted === 0;
  const [whole, wholeBefore] = [value + money, before + money];
  const hasGain = !unpriced && ![...missing.values()].includes('basis_unknown');
  return readableNumbers({
    portfolio_id: id,
    currency,
    version,
    as_of: [...used.values()].map(({ timestamp }) => timestamp).sort()[0] ?? null,
    market_value: unpriced ? null : knownOrNull(whole),
    cash: knownOrNull(money),
    cost_basis: cost,
    unrealised_pnl: hasGain ? value - cost : null,
    unrealised_pnl_percent: hasGain && cost > 0 ? (value - cost) / cost : null,
    day_change: unpriced ? null : value - before,
    day_change_percent: !unpriced && wholeBefore > 0 ? (value - before) / wholeBefore : null,
    stale: [...used.values()].flatMap((quote) => {
      const { stale } = priceAge(quote, now);
      return stale === null ? [] : [{ symbol: quote.symbol, reason: stale, timestamp: quote.timestamp }];
    }),
    missing: [...missing].map(([symbol, reason]) => ({ symbol, reason })),
  });
}

function knownOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
