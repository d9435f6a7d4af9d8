import { DayRange } from '../../day-ranges';
import { DailyBar, normalisePrices } from '../../daily-bar';
import { localTime } from '../../exchange-hours';
import { ProviderBars } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import { inMajorUnit, majorUnit } from './minor-units';

/**
 * Bars of Yahoo's chart: the day is the session's in the exchange's time zone, prices are in the currency proper,
 * entries without prices are dropped and counted.
 */
export function readChart(chart: unknown, wanted: DayRange): ProviderBars {
  if (!isRecord(chart) || !isRecord(chart.meta))
    throw new ProviderError('unavailable', 'its chart makes no sense');
  const { currency, factor } = majorUnit(textOf(chart.meta.currency));
  if (!currency) throw new ProviderError('unavailable', 'its chart has no currency');
  const timeZone = zoneOf(chart.meta.exchangeTimezoneName);
  const stamps: unknown[] = Array.isArray(chart.timestamp) ? chart.timestamp : [];
  const columns = columnsOf(chart);
  const bars = new Map<number, DailyBar>();
  stamps.forEach((stamp, i) => {
    const at = (name: string) => inMajorUnit(columns[name]?.[i], factor);
    const prices = { open: at('open'), high: at('high'), low: at('low'), close: at('close') };
    const bar = normalisePrices({ ...prices, volume: columns.volume?.[i] ?? 0 });
    if (!bar || typeof stamp !== 'number') return;
    const { day } = localTime(new Date(stamp * 1_000), timeZone);
    bars.set(day, { day, ...bar });
  });
  const inRange = [...bars.values()].filter(({ day }) => day >= wanted.from && day <= wanted.to);
  return {
    bars: inRange.sort((a, b) => a.day - b.day),
    currency,
    adjustment: 'split',
    covers: wanted,
    dropped: stamps.length - bars.size,
  };
}

function columnsOf(chart: Record<string, unknown>): Record<string, unknown[] | undefined> {
  const indicators = isRecord(chart.indicators) ? chart.indicators : {};
  const quote: unknown = Array.isArray(indicators.quote) ? indicators.quote[0] : undefined;
  return isRecord(quote) ? (quote as Record<string, unknown[] | undefined>) : {};
}

function zoneOf(name: unknown): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: textOf(name) || 'America/New_York' }).resolvedOptions()
      .timeZone;
  } catch {
    throw new ProviderError('unavailable', 'its time zone makes no sense');
  }
}
