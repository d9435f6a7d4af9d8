import { parseDay } from '../../../analytics/calendar';
import type { CorporateEvent, SplitEvent } from '../../../analytics/ledger/model/corporate-event';
import { mergeSplits, SplitFactors } from '../../../analytics/ledger/plan/splits';
import type { SplitLine } from '../../../analytics/ledger/model/transaction';
import { oncePer } from '../../../common/once-per';
import type { Entry } from '../../transactions/entry';
import { toLine } from '../../transactions/to-line';

const splitLines = oncePer((entries: readonly Entry[]) =>
  entries
    .filter(({ type }) => type === 'split')
    .map((entry) => toLine(entry))
    .filter((line): line is SplitLine => line.type === 'split'),
);

/** What one share of a day is in shares of today, by the splits of a ledger; null where there are none. */
export function splitFactors(
  entries: readonly Entry[],
  events: readonly CorporateEvent[],
): SplitFactors | null {
  const splits = mergeSplits(
    events.filter((event): event is SplitEvent => event.kind === 'split'),
    splitLines(entries),
  );
  return splits.length > 0 ? new SplitFactors(splits) : null;
}

/** The factor of a line's symbol on its day; 1 for a line of no symbol. */
export function factorOf(factors: SplitFactors, { symbol, date }: Entry): number {
  return symbol === undefined || !factors.has(symbol) ? 1 : factors.on(symbol, parseDay(date));
}
