import { DayRange } from '../history/series/day-ranges';

/** A split as somebody tells it: `denominator` shares become `numerator`. */
export interface ToldSplit {
  kind: 'split';
  /** day number of the first day on which the shares trade without it */
  exDay: number;
  numerator: number;
  denominator: number;
}

/** A dividend as somebody tells it. */
export interface ToldDividend {
  kind: 'dividend';
  exDay: number;
  /** for one share, in `currency`, as an exact decimal */
  amount: string;
  /** ISO 4217 */
  currency: string;
  /** the amount is for a share of today, not of its day */
  isAdjusted: boolean;
}

export type ToldEvent = ToldSplit | ToldDividend;

/** Whether two tellings are of one event in the same terms. */
export function isSameEvent(a: ToldEvent, b: ToldEvent): boolean {
  if (a.exDay !== b.exDay) return false;
  if (a.kind === 'split')
    return b.kind === 'split' && a.numerator === b.numerator && a.denominator === b.denominator;
  return b.kind === 'dividend' && a.amount === b.amount && a.currency === b.currency;
}

/** Whether some events are told otherwise than before: one is new, in other terms, or within the range told no more. */
export function isToldAnew(
  before: readonly ToldEvent[],
  now: readonly ToldEvent[],
  { from, to }: DayRange,
): boolean {
  const inRange = before.filter(({ exDay }) => exDay >= from && exDay <= to);
  const isAmong = (events: readonly ToldEvent[]) => (event: ToldEvent) =>
    events.some((other) => isSameEvent(event, other));
  return !now.every(isAmong(before)) || !inRange.every(isAmong(now));
}
