import { formatDay } from '../analytics/calendar';
import { History } from './history';

/** The contract's body of a history, written straight from columns: no objects are made on the way. */
export function historyJson(history: History): string {
  const { symbol, interval, currency, source, adjustment, stale, stale_reason } = history;
  const head = {
    symbol,
    data_type: 'historical',
    interval,
    currency,
    source,
    adjustment,
    stale,
    stale_reason,
  };
  const { days, open, high, low, close, volume } = history.bars();
  let items = '';
  for (let i = 0; i < days.length; i++) {
    items +=
      `${i ? ',' : ''}{"timestamp":"${formatDay(days[i]!)}T00:00:00.000Z","open":${open[i]},"high":${high[i]},` +
      `"low":${low[i]},"close":${close[i]},"volume":${volume[i]}}`;
  }
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items}]}`;
}
