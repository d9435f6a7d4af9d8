import { Decimal } from 'decimal.js';
import { formatDay } from '../../analytics/calendar';
import type { Asset } from '../portfolio';
import type { OpenLot } from './open-lots';

/** A quotient of two exact numbers of up to 33 digits each, whose double is right. */
const Exact = Decimal.clone({ precision: 60 });
const MOST_DECIMALS = 18;

/** An open lot as the seed has it: quantity of today, cost of one in base currency. */
export function toAsset({ id, symbol, quantity, baseCost, day }: OpenLot & { id?: string }): Asset {
  return {
    id,
    symbol,
    quantity: Number(quantity),
    purchase_price: baseCost === null ? null : new Exact(baseCost).div(quantity).toNumber(),
    purchase_date: formatDay(day),
  };
}

/** The digits of what one of a lot cost; null where it is unknown, or has more than 18 decimals. */
export function exactPrice({ baseCost, quantity }: Pick<OpenLot, 'baseCost' | 'quantity'>): string | null {
  const price = baseCost === null ? null : new Exact(baseCost).div(quantity);
  return price && price.decimalPlaces() <= MOST_DECIMALS ? price.toFixed() : null;
}

/**
 * The assets after a change of some symbols: lots of other symbols stay as they are, lots that are still open keep their
 * place, new ones follow.
 * @param open lots of the changed symbols, in order of creation of their lines
 */
export function mergeAssets(
  before: readonly Asset[],
  changed: ReadonlySet<string>,
  open: readonly Asset[],
): Asset[] {
  const byId = new Map(open.map((asset) => [asset.id, asset]));
  const named = new Set(before.flatMap(({ id }) => id ?? []));
  // Last ones first, so that the first of a symbol and day is the one at the end.
  const left = new Map<string, Asset[]>();
  for (const asset of open.toReversed()) {
    if (asset.id !== undefined && named.has(asset.id)) continue;
    const alike = left.get(keyOf(asset));
    if (alike) alike.push(asset);
    else left.set(keyOf(asset), [asset]);
  }
  const kept = before.flatMap((asset) => {
    if (!changed.has(asset.symbol)) return [asset];
    const same = asset.id === undefined ? undefined : byId.get(asset.id);
    return same ?? left.get(keyOf(asset))?.pop() ?? [];
  });
  const placed = new Set(kept);
  return [...kept, ...open.filter((asset) => !placed.has(asset))];
}

function keyOf({ symbol, purchase_date }: Asset): string {
  return `${symbol} ${purchase_date}`;
}
