import { mendPrices } from '../../model/daily-bar';
import { noteSession } from '../../model/told-session';
import { ProviderQuote } from '../market-data-provider';
import { ProviderAnswerKind } from '../provider-error';
import { textOf } from '../provider-http';
import { inMajorUnit, majorUnit } from './minor-units';
import { readSession } from './read-session';

/** A quote of Yahoo's batch in the currency proper, or why there is none. A price may be 0 or negative. */
export function readQuote(
  row: Record<string, unknown>,
  symbol: string,
  now: Date,
): ProviderQuote | ProviderAnswerKind {
  noteSession(symbol, readSession(row, now));
  const quoted_in = textOf(row.currency);
  const { currency, factor } = majorUnit(quoted_in);
  const price = (name: string) => priceOf(inMajorUnit(row[name], factor));
  const close = price('regularMarketPrice');
  if (close === null) return 'no_data';
  if (!currency) return 'no_currency';
  const prices = mendPrices({
    open: price('regularMarketOpen'),
    high: price('regularMarketDayHigh'),
    low: price('regularMarketDayLow'),
    close,
  });
  const volume = row.regularMarketVolume;
  return {
    symbol,
    timestamp: timeOf(row.regularMarketTime, now),
    open: prices?.open ?? null,
    high: prices?.high ?? null,
    low: prices?.low ?? null,
    close,
    volume: typeof volume === 'number' && volume >= 0 ? volume : null,
    previous_close: price('regularMarketPreviousClose'),
    currency,
    quoted_in,
  };
}

/** Epoch seconds, or what the library made of them. */
function timeOf(value: unknown, now: Date): Date {
  const time = typeof value === 'number' ? new Date(value * 1_000) : value;
  return time instanceof Date && time.getTime() > 0 && time <= now ? time : now;
}

function priceOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
