import { DAY_MS } from '../../../common/calendar/day-length';
import { timeZoneNamed } from '../../model/local-time';
import type { ToldSession } from '../../model/told-session';
import { isRecord, textOf } from '../provider-http';

/** What a chart's `meta` or a quote says of the exchange's time zone and session; an unknown zone is told by its distance from UTC. */
export function readSession(meta: Record<string, unknown>, now: Date): ToldSession {
  const period = periodOf(meta.currentTradingPeriod, now.getTime());
  const state = textOf(meta.marketState);
  return {
    timeZone: timeZoneNamed(textOf(meta.exchangeTimezoneName)) ?? fixedZone(meta),
    at: now.getTime(),
    ...(period && { period }),
    ...(state && { isOpen: state === 'REGULAR', stateAt: now.getTime() }),
  };
}

function periodOf(told: unknown, at: number): ToldSession['period'] {
  const regular = isRecord(told) ? told.regular : undefined;
  if (!isRecord(regular) || typeof regular.start !== 'number' || typeof regular.end !== 'number')
    return undefined;
  const [start, end] = [regular.start * 1_000, regular.end * 1_000];
  return Number.isFinite(start) && end > start && end - start <= DAY_MS ? { start, end, at } : undefined;
}

/** `Etc/GMT-3` is three hours ahead of UTC; a chart tells seconds, a quote milliseconds. */
function fixedZone({ gmtoffset, gmtOffSetMilliseconds }: Record<string, unknown>): string {
  const seconds =
    typeof gmtoffset === 'number'
      ? gmtoffset
      : typeof gmtOffSetMilliseconds === 'number'
        ? gmtOffSetMilliseconds / 1_000
        : 0;
  const hours = Math.round(seconds / 3_600);
  return timeZoneNamed(hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`) ?? 'UTC';
}
