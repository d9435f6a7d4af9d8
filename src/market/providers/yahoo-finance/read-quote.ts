import { ProviderQuote } from '../market-data-provider';
import { isRecord, textOf } from '../provider-http';
import { inMajorUnit, majorUnit } from './minor-units';

/** A quote of Yahoo's batch in the currency proper; undefined when it has no price. */
export function readQuote(row: unknown, now: Date): ProviderQuote | undefined {
  if (!isRecord(row)) return undefined;
  const { currency, factor } = majorUnit(textOf(row.currency));
  const price = (name: string) => priceOf(inMajorUnit(row[name], factor));
  const close = price('regularMarketPrice');
  const symbol = textOf(row.symbol).toUpperCase();
  if (close === null || !symbol || !currency) return undefined;
  const [low, high] = [price('regularMarketDayLow'), price('regularMarketDayHigh')];
  const volume = row.regularMarketVolume;
  return {
    symbol,
    timestamp: timeOf(row.regularMarketTime, now),
    open: price('regularMarketOpen'),
    high: high === null ? null : Math.max(high, close),
    low: low === null ? null : Math.min(low, close),
    close,
    volume: typeof volume === 'number' && volume >= 0 ? volume : null,
    previous_close: price('regularMarketPreviousClose'),
    currency,
  };
}

/** Epoch seconds, or what the library made of them. */
function timeOf(value: unknown, now: Date): Date {
  const time = typeof value === 'number' ? new Date(value * 1_000) : value;
  return time instanceof Date && time.getTime() > 0 && time <= now ? time : now;
}

function priceOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}
