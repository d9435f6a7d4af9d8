import { createHash } from 'node:crypto';
import type { PriceSeries } from '../../../analytics/series/columns';
import type { QuotedCloses } from '../../currency/quoted-closes';

/** A digest of everything an answer is computed from: equal fingerprints mean equal answers. */
export function fingerprintOf(
  question: unknown,
  closes: ReadonlyMap<string, QuotedCloses>,
  benchmark: QuotedCloses | undefined,
  rates: ReadonlyMap<string, PriceSeries>,
): string {
  const hash = createHash('sha1').update(JSON.stringify(question));
  for (const [symbol, quoted] of closes) addQuoted(symbol, quoted);
  if (benchmark) addQuoted('benchmark', benchmark);
  for (const [currency, series] of rates) addSeries(currency, series);
  return hash.digest('base64url');

  function addQuoted(name: string, quoted: QuotedCloses): void {
    addSeries(name, quoted);
    addSeries('rates', quoted.rates);
  }

  function addSeries(name: string, { days, closes: values }: PriceSeries): void {
    hash.update(`${name}:${days.length};`).update(days).update(values);
  }
}
