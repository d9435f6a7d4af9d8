import { formatDay } from '../../analytics/calendar';
import { exchangeHours, isSessionOpen, lastClosedDay } from '../../market/model/exchange-hours';
import { localTime } from '../../market/model/local-time';
import type { Quote, StaleReason } from '../../market/model/quote';

/** A price this old in an open session is not the newest. */
const DELAY_MS = 1_200_000;

/** How old a price is, on the calendar and clock of its exchange. */
export interface PriceAge {
  /** the day it is of, `YYYY-MM-DD` */
  readonly day: string;
  /** whether its exchange has that day now */
  readonly isOfToday: boolean;
  /** why it is not the newest that there could be; null where it is */
  readonly stale: StaleReason | null;
}

export function priceAge(quote: Quote, now: Date): PriceAge {
  const hours = exchangeHours(quote.symbol);
  const { day } = localTime(new Date(quote.timestamp), hours.timeZone);
  const isOfToday = day === localTime(now, hours.timeZone).day;
  return { day: formatDay(day), isOfToday, stale: staleness(quote, day, now) };
}

function staleness(
  { symbol, source, timestamp, stale_reason }: Quote,
  day: number,
  now: Date,
): StaleReason | null {
  if (stale_reason !== null && stale_reason !== 'market_closed') return stale_reason;
  if (source === 'simulated') return null;
  const hours = exchangeHours(symbol);
  const isLate = isSessionOpen(hours, now) && now.getTime() - Date.parse(timestamp) > DELAY_MS;
  return isLate || day < lastClosedDay(hours, now) ? 'no_newer_data' : null;
}
