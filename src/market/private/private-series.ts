import { BarColumns } from '../../analytics/bars/bar-aggregation';
import { DAY_MS } from '../../common/calendar/day-length';
import type { DayRange } from '../history/series/day-ranges';
import type { ChosenSeries } from '../history/series/series-selector';
import { PRIVATE_SOURCE, PrivateInstrument } from './private-instrument';

/**
 * A private instrument as history tells it: bars of which nothing but the close is known, as traded, since splits are
 * transactions of its owner. It lacks what its owner has not told yet.
 */
export function privateSeries(
  instrument: PrivateInstrument,
  { to }: DayRange,
  now: Date,
): ChosenSeries & { columns: BarColumns } {
  const { symbol, currency, version, prices } = instrument;
  const { days, closes } = prices;
  const [first, last] = [days[0]!, days.at(-1)!];
  const yesterday = Math.floor(now.getTime() / DAY_MS) - 1;
  const untold = new Float64Array(days.length).fill(Number.NaN);
  const volume = new Float64Array(days.length);
  return {
    series: {
      symbol,
      source: PRIVATE_SOURCE,
      currency,
      adjustment: 'raw',
      covered: [{ from: first, to: last }],
      revision: version,
      owed: [],
      owedAskedAt: null,
      asked: null,
      mended: [],
      tellsEvents: false,
    },
    lacks: last < Math.min(to, yesterday) ? 'no_newer_data' : null,
    delisted: null,
    columns: { days, open: untold, high: untold, low: untold, close: closes, volume },
  };
}
