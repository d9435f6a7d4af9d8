import { parseDay } from '../../analytics/calendar';

/**
 * What became of an instrument, as an administrator says: it has another symbol now (`renamed`), it is another one's
 * (`merged`), or it is traded no more (`delisted`).
 */
export const INSTRUMENT_CHANGES = ['renamed', 'merged', 'delisted'] as const;
export type InstrumentChangeKind = (typeof INSTRUMENT_CHANGES)[number];

export interface InstrumentChange {
  id: string;
  symbol: string;
  kind: InstrumentChangeKind;
  /** the symbol that its prices are asked for under; null for a delisted one */
  into: string | null;
  /** the first day of which this holds, `YYYY-MM-DD` */
  since: string;
  created_at: Date;
}

/** The last day of which what providers tell counts, of a symbol that is `delistedSince` a day; Infinity for null. */
export function lastTradedDay(delistedSince: string | null): number {
  return delistedSince === null ? Infinity : parseDay(delistedSince) - 1;
}
