import type { NumberOrDigits } from '../../common/numbers/number-or-digits';
import type { Asset, Replacement } from '../portfolio';
import { digitsOf } from './to-buys';

/** A lot that a client wants, and the one that it is of those there are. */
export interface ReplacedLot {
  readonly wanted: Replacement;
  readonly before: Asset | undefined;
  /** whether it is as it was */
  readonly isSame: boolean;
}

/** Finds each wanted lot among those there are: by its id, or without one by what it is. */
export function replacedLots(wanted: readonly Replacement[], assets: readonly Asset[]): ReplacedLot[] {
  const left = new Set(assets);
  const take = (lot: Asset | undefined) => (lot && left.delete(lot) ? lot : undefined);
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const named = wanted.map(({ id }) => (id === undefined ? undefined : take(byId.get(id))));
  return wanted.map((one, i) => {
    const before = named[i] ?? take([...left].find((asset) => isAs(asset, one)));
    return { wanted: one, before, isSame: before !== undefined && isAs(before, one) };
  });
}

function isAs(
  asset: Asset,
  { symbol, quantity, purchase_price, purchase_date, basis }: Replacement,
): boolean {
  return (
    basis === undefined &&
    asset.symbol === symbol &&
    isNumber(asset.quantity, quantity) &&
    isNumber(asset.purchase_price, purchase_price) &&
    asset.purchase_date === purchase_date
  );
}

/** Digits say more than a number: they are the same where they are those of the number. */
function isNumber(number: number | null, wanted: NumberOrDigits | null): boolean {
  return typeof wanted === 'string' ? number !== null && digitsOf(number) === wanted : number === wanted;
}
