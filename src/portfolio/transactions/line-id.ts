import { createHash } from 'node:crypto';

/** The id of a line that a request or import makes: the same whenever it is repeated. */
export function lineId(effectId: string, place: number): string {
  if (place === 0) return effectId;
  return createHash('sha256').update(`${effectId}.${place}`).digest('hex').slice(0, 24);
}
