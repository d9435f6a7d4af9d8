import { formatDay, parseDay } from '../../analytics/calendar';
import type { CorporateEvent, SplitEvent } from '../../analytics/ledger/model/corporate-event';
import { isPlain, mergeSplits, SAME_SPLIT_DAYS } from '../../analytics/ledger/plan/splits';
import type { SplitLine } from '../../analytics/ledger/model/transaction';
import type { BookFigures } from '../ledger/reading/book-figures';
import type { Entry } from '../transactions/entry';
import { toLine } from '../transactions/to-line';
import type { Issue } from './issue';
import { linesOfSymbol } from './lines-of-symbol';

/** Splits with a ratio as spin-offs have it, of symbols held before them, that the owner has not explained by a line. */
export function splitIssues(
  entries: readonly Entry[],
  events: readonly CorporateEvent[],
  { holdings }: Pick<BookFigures, 'holdings'>,
): Issue[] {
  const lines = entries
    .filter(({ type }) => type === 'split')
    .map((entry) => toLine(entry))
    .filter((line): line is SplitLine => line.type === 'split');
  return events.flatMap((event) => {
    if (event.kind !== 'split' || isPlain(event)) return [];
    if (mergeSplits([event], lines)[0]?.changesQuantities) return [];
    if (!isHeldBefore(event, holdings) || isSpunOff(event, entries)) return [];
    const { symbol, numerator, denominator } = event;
    const date = formatDay(event.exDay);
    return [
      {
        id: `split.unconfirmed:${symbol}:${date}`,
        code: 'split.unconfirmed' as const,
        severity: 'warning' as const,
        symbol,
        account_id: null,
        date,
        settled_on: date,
        transaction_ids: linesOfSymbol(entries, symbol, date),
        message: `${numerator} for ${denominator} of ${symbol} on ${date} may be a spin-off; quantities stay as they are.`,
        action: 'Add a split of that ratio and day if shares were split, or a spin_off with its cost share.',
        proposal: null,
      },
    ];
  });
}

function isHeldBefore({ symbol, exDay }: SplitEvent, holdings: BookFigures['holdings']): boolean {
  return holdings.some((holding) => {
    const last = holding.changes.findLast(({ day }) => day < exDay);
    return holding.symbol === symbol && last !== undefined && last.shares !== 0;
  });
}

function isSpunOff({ symbol, exDay }: SplitEvent, entries: readonly Entry[]): boolean {
  return entries.some(
    (entry) =>
      entry.type === 'spin_off' &&
      entry.symbol === symbol &&
      Math.abs(parseDay(entry.date) - exDay) <= SAME_SPLIT_DAYS,
  );
}
