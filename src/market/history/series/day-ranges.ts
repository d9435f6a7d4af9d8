import { ExchangeHours, isTradingDay } from '../../model/exchange-hours';

/** Days from `from` to `to`, inclusive. */
export interface DayRange {
  from: number;
  to: number;
}

/** The ranges of a flat list [from, to, from, to, …]. */
export function rangesOf(flat: readonly number[]): DayRange[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ from: flat[2 * i]!, to: flat[2 * i + 1]! }));
}

/** Ranges as a flat list. */
export function flatten(ranges: readonly DayRange[]): number[] {
  return ranges.flatMap(({ from, to }) => [from, to]);
}

/** Ranges with one more: ascending, those that touch joined. */
export function addRange(ranges: readonly DayRange[], added: DayRange): DayRange[] {
  if (added.from > added.to) return [...ranges];
  const joined = ranges.filter(({ from, to }) => to >= added.from - 1 && from <= added.to + 1);
  const apart = ranges.filter((range) => !joined.includes(range));
  const merged = {
    from: Math.min(added.from, ...joined.map(({ from }) => from)),
    to: Math.max(added.to, ...joined.map(({ to }) => to)),
  };
  return [...apart, merged].sort((a, b) => a.from - b.from);
}

/** The parts of `wanted` that no range covers and in which trading can have been. */
export function missingRanges(
  covered: readonly DayRange[],
  wanted: DayRange,
  hours: ExchangeHours,
): DayRange[] {
  const gaps: DayRange[] = [];
  let next = wanted.from;
  for (const { from, to } of covered) {
    if (from > next) gaps.push({ from: next, to: Math.min(from - 1, wanted.to) });
    next = Math.max(next, to + 1);
  }
  if (next <= wanted.to) gaps.push({ from: next, to: wanted.to });
  return gaps.map((gap) => trim(gap, hours)).filter(({ from, to }) => from <= to);
}

function trim({ from, to }: DayRange, hours: ExchangeHours): DayRange {
  let [start, end] = [from, to];
  while (start <= end && !isTradingDay(hours, start)) start += 1;
  while (end >= start && !isTradingDay(hours, end)) end -= 1;
  return { from: start, to: end };
}
