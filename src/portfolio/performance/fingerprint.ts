import { createHash } from 'node:crypto';
import type { PriceSeries } from '../../analytics/columns';
import type { PortfolioPrices } from './price-history';

/** A digest of everything an answer is computed from: equal fingerprints mean equal answers. */
export function fingerprintOf(question: readonly unknown[], prices: PortfolioPrices): string {
  const hash = createHash('sha1').update(JSON.stringify([question, prices.missing, prices.sources]));
  for (const [symbol, series] of prices.prices) addSeries(symbol, series);
  if (prices.benchmark) addSeries('benchmark', prices.benchmark);
  return hash.digest('base64url');

  function addSeries(name: string, { days, closes }: PriceSeries): void {
    hash.update(`${name}:${days.length};`).update(days).update(closes);
  }
}
