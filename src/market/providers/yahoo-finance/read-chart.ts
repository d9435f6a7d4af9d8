import { DailyBar, mendPrices } from '../../model/daily-bar';
import { exchangeHours, lastClosedDay } from '../../model/exchange-hours';
import { localTime } from '../../model/local-time';
import { noteSession, weekdaysOf } from '../../model/told-session';
import { ProviderBars } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import { chartOf, columnsOf } from './chart-parts';
import { inMajorUnit, majorUnit } from './minor-units';
import { readEvents } from './read-events';
import { readSession } from './read-session';
import { withSplitsApplied } from './with-splits-applied';

const HOUR = 3_600;
/** A bar that is stamped at a full hour this late in the evening belongs to the session of the day after. */
const EVENING = 22 * HOUR;

/**
 * Bars of closed days and events of Yahoo's chart: a day is the session's in the exchange's time zone, prices are in the
 * currency proper, an entry without a close is a day that is still owed.
 *
 * @param from first day that was asked for; the chart reaches up to now
 * @throws ProviderError `no_currency`, `no_data`: its word about this symbol
 */
export function readChart(
  answer: Record<string, unknown>,
  symbol: string,
  from: number,
  now: Date,
): ProviderBars {
  const chart = chartOf(answer);
  if (!isRecord(chart) || !isRecord(chart.meta)) throw new ProviderError('no_data', 'its chart is empty');
  const quoted = textOf(chart.meta.currency);
  if (!quoted) throw new ProviderError('no_currency', 'its chart has no currency');
  const { currency, factor } = majorUnit(quoted);
  const session = noteSession(symbol, readSession(chart.meta, now));
  const dayOf = (stamp: number) => sessionDay(stamp, session.timeZone);
  const stamps: unknown[] = Array.isArray(chart.timestamp) ? chart.timestamp : [];
  const columns = columnsOf(chart);
  const bars = new Map<number, DailyBar>();
  const owed = new Set<number>();
  stamps.forEach((stamp, i) => {
    if (typeof stamp !== 'number') return;
    const day = dayOf(stamp);
    const at = (name: string) => inMajorUnit(columns[name]?.[i], factor);
    const prices = mendPrices({
      open: at('open'),
      high: at('high'),
      low: at('low'),
      close: at('close'),
      volume: columns.volume?.[i],
    });
    if (prices) bars.set(day, { day, ...prices });
    else owed.add(day);
  });
  const weekdays = weekdaysOf([...bars.keys()]);
  if (weekdays) noteSession(symbol, { ...session, weekdays });
  const range = { from, to: lastClosedDay(exchangeHours(symbol), now) };
  const isClosed = (day: number) => day >= range.from && day <= range.to;
  const ascending = [...bars.values()].sort((a, b) => a.day - b.day);
  // Whether the closes before a split are adjusted is seen by the first bar after it.
  const events = readEvents(chart.events, quoted, dayOf, { from, to: ascending.at(-1)?.day ?? from });
  const lastTrade = chart.meta.regularMarketTime;
  return {
    bars: withSplitsApplied(ascending, events).filter(({ day }) => isClosed(day)),
    currency,
    adjustment: 'split',
    covers: range,
    owed: [...owed].filter((day) => isClosed(day) && !bars.has(day)).sort((a, b) => a - b),
    lastTraded: typeof lastTrade === 'number' && lastTrade > 0 ? dayOf(lastTrade) : null,
    events,
    exchange: `${textOf(chart.meta.exchangeName)}|${session.timeZone}`,
  };
}

/** The day that a bar is of: stamps at 23:00 of the evening before come from clocks that were changed since. */
function sessionDay(stamp: number, timeZone: string): number {
  const { day, second } = localTime(new Date(stamp * 1_000), timeZone);
  return second >= EVENING && second % HOUR === 0 ? day + 1 : day;
}
