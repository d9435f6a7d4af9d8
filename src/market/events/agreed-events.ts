import { CorporateEvent, EventSource } from '../../analytics/ledger/model/corporate-event';
import { exact } from '../../analytics/ledger/model/exact';
import type { StoredEvent } from './corporate-events.repository';

/** Two tellers of one split may disagree about its day by so much. */
const SAME_SPLIT_DAYS = 3;
const SAME_RATIO = 1e-9;

/**
 * One list of what several sources tell: an administrator's word before an import's before a provider's. A split that a lesser
 * source tells within three days at the same ratio is the same split, as is what is told of one day and kind. Dividends that
 * are told for a share of today are put back to a share of their day.
 */
export function agreedEvents(stored: readonly StoredEvent[]): CorporateEvent[] {
  const agreed: StoredEvent[] = [];
  for (const event of [...stored].sort((a, b) => rankOf(a.source) - rankOf(b.source))) {
    if (!agreed.some((known) => isSame(known, event))) agreed.push(event);
  }
  return agreed
    .map((event) => corporateEvent(event, agreed))
    .sort((a, b) => (a.symbol === b.symbol ? a.exDay - b.exDay : a.symbol < b.symbol ? -1 : 1));
}

function isSame(a: StoredEvent, b: StoredEvent): boolean {
  if (a.symbol !== b.symbol || a.kind !== b.kind || a.source === b.source) return false;
  if (a.exDay === b.exDay) return true;
  if (a.kind !== 'split' || b.kind !== 'split') return false;
  const ratio = a.numerator / a.denominator / (b.numerator / b.denominator);
  return Math.abs(a.exDay - b.exDay) <= SAME_SPLIT_DAYS && Math.abs(ratio - 1) < SAME_RATIO;
}

function corporateEvent(event: StoredEvent, all: readonly StoredEvent[]): CorporateEvent {
  const { symbol, exDay } = event;
  const source = sourceOf(event.source);
  if (event.kind === 'split') {
    const { numerator, denominator, confirmed } = event;
    return {
      kind: 'split',
      symbol,
      exDay,
      numerator,
      denominator,
      source,
      ...(confirmed !== undefined && { confirmed }),
    };
  }
  const amount = event.isAdjusted ? asTraded(event, all) : event.amount;
  return { kind: 'dividend', symbol, exDay, amount, currency: event.currency, source };
}

function asTraded(
  { symbol, exDay, amount }: { symbol: string; exDay: number; amount: string },
  all: readonly StoredEvent[],
): string {
  let traded = exact(amount);
  for (const split of all) {
    if (split.kind !== 'split' || split.symbol !== symbol || split.exDay <= exDay) continue;
    traded = traded.mul(split.numerator).div(split.denominator);
  }
  return traded.toDecimalPlaces(10).toString();
}

const RANKS: readonly EventSource[] = ['administrator', 'import', 'provider'];
const rankOf = (source: string) => RANKS.indexOf(sourceOf(source));

export function sourceOf(source: string): EventSource {
  return source === 'administrator' || source === 'import' ? source : 'provider';
}
