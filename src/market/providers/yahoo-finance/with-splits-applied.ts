import type { ToldEvent, ToldSplit } from '../../events/told-event';
import type { DailyBar } from '../../model/daily-bar';

/** How far a price moves over night beside a split. */
const TOLERANCE = 0.12;
/** A lesser ratio cannot be told from a night's move. */
const PLAIN_RATIO = 1.4;

/**
 * Yahoo lists a split on the day itself, and adjusts the closes before it some hours or days later. Until then they jump by the
 * split's ratio: such closes are divided by it, so that the bars agree with the events.
 *
 * @param bars ascending
 */
export function withSplitsApplied(bars: DailyBar[], events: readonly ToldEvent[]): DailyBar[] {
  return events
    .filter((event): event is ToldSplit => event.kind === 'split')
    .reduce((adjusted, split) => (jumpsAt(adjusted, split) ? divided(adjusted, split) : adjusted), bars);
}

function jumpsAt(bars: readonly DailyBar[], { exDay, numerator, denominator }: ToldSplit): boolean {
  const ratio = numerator / denominator;
  const first = bars.findIndex(({ day }) => day >= exDay);
  const [before, after] = [bars[first - 1], bars[first]];
  if (!before || !after || Math.max(ratio, 1 / ratio) < PLAIN_RATIO) return false;
  return Math.abs(before.close / after.close / ratio - 1) < TOLERANCE;
}

function divided(bars: readonly DailyBar[], { exDay, numerator, denominator }: ToldSplit): DailyBar[] {
  const share = (price: number | null) => (price === null ? null : (price * denominator) / numerator);
  return bars.map((bar) =>
    bar.day >= exDay
      ? bar
      : {
          ...bar,
          open: share(bar.open),
          high: share(bar.high),
          low: share(bar.low),
          close: share(bar.close)!,
        },
  );
}
