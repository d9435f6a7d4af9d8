import { formatDay } from '../../../analytics/calendar';
import { History, HistoryBatch } from '../history';

/** The contract's body of a history, written straight from columns: no objects are made on the way. */
export function historyJson(history: History): string {
  const { symbol, interval, currency, source, adjustment, stale, stale_reason, quality } = history;
  const head = {
    symbol,
    data_type: 'historical',
    interval,
    currency,
    source,
    adjustment,
    stale,
    stale_reason,
    quality,
  };
  const { days, open, high, low, close, volume } = history.bars();
  let items = '';
  for (let i = 0; i < days.length; i++) {
    items +=
      `${i ? ',' : ''}{"timestamp":"${formatDay(days[i]!)}T00:00:00.000Z","open":${told(open[i])},"high":${told(high[i])},` +
      `"low":${told(low[i])},"close":${close[i]},"volume":${volume[i]}}`;
  }
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items}]}`;
}

/** The contract's body of the histories of many instruments. */
export function historyBatchJson({ items, missing }: HistoryBatch): string {
  return `{"items":[${items.map(historyJson).join()}],"missing":${JSON.stringify(missing)}}`;
}

function told(price: number | undefined): number | null {
  return price === undefined || Number.isNaN(price) ? null : price;
}
