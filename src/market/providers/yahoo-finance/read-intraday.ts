import { INTERVAL_SECONDS, IntradayBar, IntradayInterval, Stretch } from '../../intraday/intraday';
import { mendPrices } from '../../model/daily-bar';
import { noteSession } from '../../model/told-session';
import { ProviderIntraday } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import { chartOf, columnsOf } from './chart-parts';
import { inMajorUnit, majorUnit } from './minor-units';
import { readSession } from './read-session';

/**
 * Bars of Yahoo's chart within the day, in the currency proper. It ends with a row of the last trade, which is part of
 * the bar before it; rows without a close are minutes without trading.
 *
 * @throws ProviderError `no_currency`, `no_data`: its word about this symbol
 */
export function readIntraday(
  answer: Record<string, unknown>,
  symbol: string,
  interval: IntradayInterval,
  { from, to }: Stretch,
  now: Date,
): ProviderIntraday {
  const chart = chartOf(answer);
  if (!isRecord(chart) || !isRecord(chart.meta)) throw new ProviderError('no_data', 'its chart is empty');
  const quoted = textOf(chart.meta.currency);
  if (!quoted) throw new ProviderError('no_currency', 'its chart has no currency');
  const { currency, factor } = majorUnit(quoted);
  noteSession(symbol, readSession(chart.meta, now));
  const stamps: unknown[] = Array.isArray(chart.timestamp) ? chart.timestamp : [];
  const columns = columnsOf(chart);
  const rows = stamps.flatMap((start, i): IntradayBar[] => {
    if (typeof start !== 'number' || start < from || start >= to) return [];
    const at = (name: string) => inMajorUnit(columns[name]?.[i], factor);
    const prices = mendPrices({
      open: at('open'),
      high: at('high'),
      low: at('low'),
      close: at('close'),
      volume: columns.volume?.[i],
    });
    if (!prices) return [];
    const { open, high, low, close, volume } = prices;
    return [{ start, open, high, low, close, volume }];
  });
  rows.sort((a, b) => a.start - b.start);
  const length = INTERVAL_SECONDS[interval];
  return { currency, bars: rows.filter(({ start }, i) => i === 0 || start - rows[i - 1]!.start >= length) };
}
