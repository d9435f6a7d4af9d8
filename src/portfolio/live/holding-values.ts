import { readableNumbers } from '../../common/numbers/readable-number';
import type { Quote } from '../../market/model/quote';
import type { Asset } from '../portfolio';
import { liveValue } from './live-value';
import type { ValuedPortfolio } from './live-value';
import type { HoldingValue } from './portfolio.events';

/** What is held of each symbol at the newest quotes, in the order of the lots; each is valued as the whole is. */
export function holdingValues(
  portfolio: ValuedPortfolio,
  quotes: ReadonlyMap<string, Quote>,
  now: Date,
): HoldingValue[] {
  const bySymbol = new Map<string, Asset[]>();
  for (const lot of portfolio.assets) {
    const lots = bySymbol.get(lot.symbol);
    if (lots) lots.push(lot);
    else bySymbol.set(lot.symbol, [lot]);
  }
  return readableNumbers(
    [...bySymbol].map(([symbol, lots]) => {
      const value = liveValue({ ...portfolio, assets: lots, cash: [] }, quotes, now);
      const quote = quotes.get(symbol);
      return {
        symbol,
        quantity: lots.reduce((sum, { quantity }) => sum + quantity, 0),
        price: quote?.close ?? null,
        currency: quote?.currency ?? null,
        price_at: quote?.timestamp ?? null,
        market_value: value.market_value,
        unrealised_pnl: value.unrealised_pnl,
        day_change: value.day_change,
        day_change_percent: value.day_change_percent,
        reason: value.missing[0]?.reason ?? null,
      };
    }),
  );
}
