import { sortedRows } from '../../common/paging/sorted-rows';
import { liveValue } from '../live/live-value';
import { priceAge } from '../live/price-age';
import { assetsOf } from './held-lots';
import type { HeldLot } from './held-lots';
import type { HoldingSort, LiveHoldingDto } from './holdings.dto';
import type { ValuedLedger } from './valued-ledger.service';

/** What is held of each symbol at the newest prices; weights are parts of what has a price. */
export function liveHoldings(valued: ValuedLedger): LiveHoldingDto[] {
  const bySymbol = new Map<string, HeldLot[]>();
  for (const lot of valued.lots) {
    const lots = bySymbol.get(lot.symbol);
    if (lots) lots.push(lot);
    else bySymbol.set(lot.symbol, [lot]);
  }
  const rows = [...bySymbol].map(([symbol, lots]) => liveHolding(symbol, lots, valued));
  const total = rows.reduce((sum, { market_value }) => sum + (market_value ?? 0), 0);
  return rows.map((row) => ({
    ...row,
    weight: row.market_value === null || total <= 0 ? null : row.market_value / total,
  }));
}

function liveHolding(
  symbol: string,
  lots: readonly HeldLot[],
  { portfolio, quotes, profiles, now }: ValuedLedger,
): LiveHoldingDto {
  const value = liveValue({ ...portfolio, assets: assetsOf(lots), cash: [] }, quotes, now);
  const quote = quotes.get(symbol);
  const profile = profiles.get(symbol);
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0);
  const isCostKnown = lots.every(({ cost }) => cost !== null);
  const cost = isCostKnown ? lots.reduce((sum, lot) => sum + (lot.cost ?? 0), 0) : null;
  const gain = cost === null || value.market_value === null ? null : value.market_value - cost;
  return {
    symbol,
    name: profile?.name ?? null,
    asset_class: profile?.asset_class ?? null,
    sector: profile?.sector ?? null,
    country: profile?.country ?? null,
    logo_url: profile?.logo_url ?? null,
    currency: quote?.currency ?? null,
    quantity,
    cost_basis: cost,
    average_price: cost === null ? null : cost / quantity,
    price: quote?.close ?? null,
    price_at: quote?.timestamp ?? null,
    stale_reason: quote ? priceAge(quote, now).stale : null,
    market_value: value.market_value,
    weight: null,
    unrealised_pnl: gain,
    unrealised_pnl_percent: gain === null || !cost ? null : gain / cost,
    day_change: value.day_change,
    day_change_percent: value.day_change_percent,
    reason: value.market_value !== null ? null : quote ? 'no_exchange_rate' : 'no_price',
  };
}

/** A copy in the order asked for, what is not known last, equals by symbol. */
export function sortedHoldings(rows: readonly LiveHoldingDto[], sort: HoldingSort): LiveHoldingDto[] {
  const bySymbol = sortedRows(rows, 'symbol', ({ symbol }) => symbol);
  return sortedRows(bySymbol, sort, (row, field) => row[field]);
}
