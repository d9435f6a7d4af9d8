import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Asset } from '../portfolio';
import { COLUMNS } from './read-assets';

/** Lots as CSV (RFC 4180, UTF-8) in a stream; read back they are equal. */
export function writeAssets(assets: Asset[]): Readable {
  return Readable.from(assets).pipe(
    // Through String a number keeps every digit it needs to be read back.
    stringify({ header: true, columns: [...COLUMNS], record_delimiter: 'windows', cast: { number: String } }),
  );
}
