import { spotRate } from '../currency/spot-rates';
import { liveValue } from '../live/live-value';
import type { AllocatedBy, AllocationGroupsDto, AllocationMissingDto } from './allocation.dto';
import { assetsOf } from './held-lots';
import type { HeldLot } from './held-lots';
import type { ValuedLedger } from './valued-ledger.service';

interface Group {
  value: number;
  symbols: Set<string>;
}

/** How lots and cash spread over what they are grouped by; a lot without a value is left out and named. */
export function allocationBy(by: AllocatedBy, valued: ValuedLedger): AllocationGroupsDto {
  const groups = new Map<string, Group>();
  const missing = new Map<string, AllocationMissingDto>();
  let total = 0;
  const add = (keys: readonly string[], value: number, symbol?: string) => {
    total += value;
    for (const key of keys) {
      const group = groups.get(key) ?? { value: 0, symbols: new Set() };
      groups.set(key, group);
      group.value += value;
      if (symbol !== undefined) group.symbols.add(symbol);
    }
  };
  for (const lot of valued.lots) {
    const { symbol } = lot;
    const value = valueOf(lot, valued);
    if (value !== null) add(keysOf(by, lot, valued), value, symbol);
    else missing.set(symbol, { symbol, reason: valued.quotes.has(symbol) ? 'no_exchange_rate' : 'no_price' });
  }
  for (const { accountId, currency, balance } of valued.cash) {
    if (balance === 0) continue;
    const spot = spotRate(currency, valued.portfolio.currency, valued.quotes);
    const key = by === 'account' ? accountId : by === 'currency' ? currency : 'cash';
    if (spot) add([key], balance * spot.rate);
    else missing.set(currency, { symbol: currency, reason: 'no_exchange_rate' });
  }
  const names = new Map(valued.accounts.map(({ id, name }) => [id, name]));
  return {
    by,
    base_currency: valued.portfolio.currency,
    market_value: total,
    items: [...groups]
      .map(([key, { value, symbols }]) => ({
        key,
        label: (by === 'account' && names.get(key)) || key,
        market_value: value,
        weight: total > 0 ? value / total : null,
        symbols: [...symbols].sort(),
      }))
      .sort((a, b) => b.market_value - a.market_value || (a.key < b.key ? -1 : 1)),
    missing: [...missing.values()],
  };
}

function valueOf(lot: HeldLot, { portfolio, quotes, now }: ValuedLedger): number | null {
  return liveValue({ ...portfolio, assets: assetsOf([lot]), cash: [] }, quotes, now).market_value;
}

function keysOf(by: AllocatedBy, lot: HeldLot, { profiles, quotes }: ValuedLedger): readonly string[] {
  const profile = profiles.get(lot.symbol);
  switch (by) {
    case 'class':
      return [profile?.asset_class ?? 'unknown'];
    case 'sector':
      return [profile?.sector ?? 'unknown'];
    case 'country':
      return [profile?.country ?? 'unknown'];
    case 'currency':
      return [quotes.get(lot.symbol)?.currency ?? 'unknown'];
    case 'account':
      return [lot.accountId || 'in_transit'];
    case 'tag':
      return lot.tags.length > 0 ? [...new Set(lot.tags)] : ['untagged'];
  }
}
