import { formatDay } from '../../analytics/calendar';
import type { CorporateEvent } from '../../analytics/ledger/model/corporate-event';
import { isPlain, mergeSplits } from '../../analytics/ledger/plan/splits';
import type { SplitLine } from '../../analytics/ledger/model/transaction';
import type { Entry } from '../transactions/entry';
import { toLine } from '../transactions/to-line';
import type { Issue } from './issue';
import { linesOfSymbol } from './lines-of-symbol';

/** Splits with a ratio as spin-offs have it, of symbols held before them, that the owner has not confirmed by a line. */
export function splitIssues(entries: readonly Entry[], events: readonly CorporateEvent[]): Issue[] {
  const lines = entries
    .filter(({ type }) => type === 'split')
    .map((entry) => toLine(entry))
    .filter((line): line is SplitLine => line.type === 'split');
  return events.flatMap((event) => {
    if (event.kind !== 'split' || isPlain(event)) return [];
    if (mergeSplits([event], lines)[0]?.changesQuantities) return [];
    const { symbol, numerator, denominator } = event;
    const date = formatDay(event.exDay);
    const before = linesOfSymbol(entries, symbol, date);
    if (before.length === 0) return [];
    return [
      {
        id: `split.unconfirmed:${symbol}:${date}`,
        code: 'split.unconfirmed' as const,
        severity: 'warning' as const,
        symbol,
        account_id: null,
        date,
        transaction_ids: before,
        message: `${numerator} for ${denominator} of ${symbol} on ${date} may be a spin-off; quantities stay as they are.`,
        action: 'Add a split of that ratio and day if shares were split, or a spin_off with its cost share.',
        proposal: null,
      },
    ];
  });
}
