import { oncePer } from '../../common/once-per';
import { exchangeHours, isSessionOpen } from '../model/exchange-hours';
import { Quote, StaleReason } from '../model/quote';

/** Prices hardly change outside sessions: there a quote is good for this long, in seconds. */
const TTL_WHEN_CLOSED = 900;
/** A price this much older than its receipt, in an open session, is not what one calls real-time; in seconds. */
const DELAYED = 1_200;
const JITTER = 0.2;

/** What never changes of a quote, in milliseconds; reading its times again for each answer would cost more than the rest. */
const timesOf = oncePer(({ symbol, timestamp, received_at }: Quote) => {
  const receivedAt = Date.parse(received_at);
  return {
    receivedAt,
    /** of its price, when it was received */
    delay: receivedAt - Date.parse(timestamp),
    /** of the time that others are good */
    share: 1 - JITTER * spread(symbol + received_at),
  };
});

/** Whether a quote's market trades now; the simulated one does at any hour. */
export function isMarketOpen({ symbol, source }: Pick<Quote, 'symbol' | 'source'>, now: Date): boolean {
  return source === 'simulated' || isSessionOpen(exchangeHours(symbol), now);
}

/**
 * How long a quote is good, in milliseconds. Shorter by up to a fifth for some symbols and receipts than for others, so
 * that what was fetched together does not end together.
 */
export function goodFor(quote: Quote, ttlSeconds: number, now: Date): number {
  const seconds = isMarketOpen(quote, now) ? ttlSeconds : Math.max(ttlSeconds, TTL_WHEN_CLOSED);
  return seconds * 1_000 * timesOf(quote).share;
}

/** Milliseconds since a quote was received. */
export function ageOf(quote: Quote, now: Date): number {
  return now.getTime() - timesOf(quote).receivedAt;
}

/**
 * A quote as it may be shown now.
 * @param failure why there is none younger, when one was tried for
 */
export function shownAt(quote: Quote, ttlSeconds: number, now: Date, failure: StaleReason | null): Quote {
  const stale_reason = failure ?? staleness(quote, ttlSeconds, now);
  return stale_reason === quote.stale_reason
    ? quote
    : { ...quote, stale: stale_reason !== null, stale_reason };
}

/** Whether no newer price is due: in an open session it is not delayed, and none was tried for in vain. */
export function isNewest(quote: Quote, now: Date): boolean {
  const { stale_reason } = quote;
  if (stale_reason !== null && stale_reason !== 'market_closed') return false;
  return !isMarketOpen(quote, now) || !isDelayed(quote);
}

function isDelayed(quote: Quote): boolean {
  return timesOf(quote).delay > DELAYED * 1_000;
}

function staleness(quote: Quote, ttlSeconds: number, now: Date): StaleReason | null {
  if (!isMarketOpen(quote, now)) return ageOf(quote, now) > ttlSeconds * 1_000 ? 'market_closed' : null;
  return isDelayed(quote) ? 'no_newer_data' : null;
}

/** A number from 0 to 1 that a text always gives. */
function spread(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return (hash >>> 0) / 2 ** 32;
}
