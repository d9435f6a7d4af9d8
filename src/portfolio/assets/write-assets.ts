import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Asset } from '../portfolio';
import type { ExactLot } from './exact-lots';
import { COLUMNS } from './read-assets';
import { digitsOf } from './to-buys';

/**
 * Lots as CSV (RFC 4180, UTF-8) in a stream; read back they are equal.
 * @param exact digits of those whose numbers a double cannot carry, by id
 */
export function writeAssets(assets: readonly Asset[], exact: ReadonlyMap<string, ExactLot>): Readable {
  const rows = assets.map(({ id, quantity, purchase_price, ...asset }) => {
    const lot = exact.get(id ?? '');
    const price = lot?.purchase_price ?? purchase_price;
    return {
      ...asset,
      quantity: lot?.quantity ?? digitsOf(quantity),
      purchase_price: price === null ? null : digitsOf(price),
    };
  });
  return Readable.from(rows).pipe(
    stringify({ header: true, columns: [...COLUMNS], record_delimiter: 'windows' }),
  );
}
