import { INTERVAL_SECONDS, IntradayBar, IntradayInterval, Stretch } from '../../intraday/intraday';
import { exchangeHours, isRoundTheClock, isWeekend } from '../../model/exchange-hours';
import { instantAt, localTime } from '../../model/local-time';
import { SimulatedCourse, weekdayOnOrBefore } from './simulated-course';

const MINUTE = 60;

/**
 * The bars of a stretch within the days of an invented course; those of one session together are its daily bar.
 * @param now in seconds; the bar that it is in is under way
 */
export function simulatedIntraday(
  symbol: string,
  course: SimulatedCourse,
  interval: IntradayInterval,
  { from, to }: Stretch,
  now: number,
): IntradayBar[] {
  const length = INTERVAL_SECONDS[interval];
  const end = Math.min(to, now + 1);
  return isRoundTheClock(symbol)
    ? beats(course, length, { from, to: end }, now)
    : sessions(symbol, course, length, { from, to: end }, now);
}

function sessions(
  symbol: string,
  course: SimulatedCourse,
  length: number,
  { from, to }: Stretch,
  now: number,
): IntradayBar[] {
  const { timeZone, opens, closes } = exchangeHours(symbol);
  const dayAt = (second: number) => localTime(new Date(second * 1_000), timeZone).day;
  const bars: IntradayBar[] = [];
  for (let day = dayAt(from); day <= dayAt(to); day++) {
    if (isWeekend(day)) continue;
    const open = instantAt(day, opens * MINUTE, timeZone).getTime() / 1_000;
    const seconds = (closes - opens) * MINUTE;
    const starts: number[] = [];
    for (let start = open; start < open + seconds && start < to; start += length) {
      if (start >= from) starts.push(start);
    }
    const elapsed = (second: number) => Math.min(1, (Math.min(second, now) - open) / seconds);
    const parts = starts.map((start): [number, number] => [elapsed(start), elapsed(start + length)]);
    bars.push(...course.within(day, parts).map((bar, i) => ({ ...bar, start: starts[i]! })));
  }
  return bars;
}

/** Each minute goes up and down again once, so its first and its middle second are its bounds. */
function beats(course: SimulatedCourse, length: number, { from, to }: Stretch, now: number): IntradayBar[] {
  const bars: IntradayBar[] = [];
  for (let start = from; start < to; start += length) {
    const last = Math.min(start + length - 1, Math.floor(now));
    const moments = [last];
    for (let minute = start; minute <= last; minute += MINUTE)
      moments.push(minute, Math.min(minute + 30, last));
    const prices = moments.map((second) => beatAt(course, second));
    const [close, open] = prices as [number, number];
    const bounds = { high: Math.max(...prices), low: Math.min(...prices) };
    bars.push({ start, open, ...bounds, close, volume: last - start + 1 });
  }
  return bars;
}

function beatAt(course: SimulatedCourse, second: number): number {
  const day = Math.floor(second / 86_400);
  return course.beat(weekdayOnOrBefore(day - 1), new Date(second * 1_000));
}
