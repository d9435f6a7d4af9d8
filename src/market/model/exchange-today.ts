import { formatDay } from '../../analytics/calendar';
import { exchangeHours } from './exchange-hours';
import { localTime } from './local-time';

/** Where a day begins first; counts for an exchange whose clock nobody knows. */
const FIRST_TO_BEGIN = 'Pacific/Kiritimati';

/** The calendar day that it is at a symbol's exchange. */
export function todayAt(symbol: string, now: Date): string {
  const { timeZone, source } = exchangeHours(symbol);
  return formatDay(localTime(now, source === 'assumed' ? FIRST_TO_BEGIN : timeZone).day);
}
