import { parseDay } from '../../analytics/calendar';
import type { Entry } from '../transactions/entry';

/** The day of the last line, but at least `today`: a day that has begun at an exchange may still lie ahead of UTC. */
export function lastDay(entries: readonly Pick<Entry, 'date'>[], today: number): number {
  let latest = '';
  for (const { date } of entries) if (date > latest) latest = date;
  return latest === '' ? today : Math.max(parseDay(latest), today);
}
