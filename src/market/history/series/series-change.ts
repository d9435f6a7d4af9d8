import { addRange, DayRange } from './day-ranges';
import { AskedDays, isWorthAsking, StoredSeries } from './stored-series';

/** What an answer says of a series beside its bars. */
export interface SeriesAnswer {
  /** the days it speaks for */
  covers: DayRange;
  /** days of its bars, ascending */
  days: readonly number[];
  /** those of them with fields that made no sense */
  mended: readonly number[];
  /** days on which there was a session whose close it does not tell, ascending */
  owed: readonly number[];
  lastTraded: number | null;
}

export type SeriesCoverage = Pick<StoredSeries, 'covered' | 'owed' | 'owedAskedAt' | 'asked' | 'mended'>;

export const NOTHING_COVERED: SeriesCoverage = {
  covered: [],
  owed: [],
  owedAskedAt: null,
  asked: null,
  mended: [],
};

/** What is covered after an answer: up to the last bar that came. Days after it stay to be asked for, with growing pauses. */
export function afterAnswer(before: SeriesCoverage, answer: SeriesAnswer, now: Date): SeriesCoverage {
  const { covers, days } = answer;
  const lastBefore = before.covered.at(-1)?.to ?? -Infinity;
  const isNewest = covers.to >= lastBefore;
  const last = Math.max(days.at(-1) ?? covers.from - 1, Math.min(lastBefore, covers.to));
  const received = { from: covers.from, to: isNewest ? last : covers.to };
  const covered = addRange(before.covered, received);
  const owed = joined(
    before.owed,
    covers,
    answer.owed.filter((day) => day <= received.to),
    days,
  ).filter((day) => isWorthAsking(day, now));
  return {
    covered,
    owed,
    owedAskedAt: owed.length > 0 ? now : null,
    asked: isNewest ? askedAfter(before.asked, answer, last, last > lastBefore, now) : before.asked,
    mended: joined(before.mended, covers, answer.mended, []),
  };
}

function askedAfter(
  before: AskedDays | null,
  { covers, owed, lastTraded }: SeriesAnswer,
  last: number,
  hasNewer: boolean,
  now: Date,
): AskedDays | null {
  if (last >= covers.to) return null;
  const attempts = before && !hasNewer ? before.attempts + 1 : 1;
  const isOwed =
    owed.some((day) => day > last) || (lastTraded !== null && lastTraded > last && lastTraded <= covers.to);
  return { from: Math.min(covers.from, last + 1), to: covers.to, attempts, at: now, isOwed };
}

/** Days of before outside of what an answer speaks for, and those that it names; ascending. */
function joined(
  before: readonly number[],
  { from, to }: DayRange,
  named: readonly number[],
  received: readonly number[],
): number[] {
  const settled = new Set(received);
  const kept = before.filter((day) => (day < from || day > to) && !settled.has(day));
  return [...new Set([...kept, ...named])].sort((a, b) => a - b);
}
