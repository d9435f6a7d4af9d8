import type { Quote } from '../model/quote';

/** The last close of an instrument that is stored. */
export interface LastClose {
  readonly day: number;
  readonly close: number;
  readonly currency: string;
}

/** A lesser ratio cannot be told from a night's move. */
const PRICE_RATIO = 1.4;
/** What was the last close yesterday stays it, but where a day was missed; one share for ten is the least that is usual. */
const PREVIOUS_CLOSE_RATIO = 1.09;

/**
 * Whether a later price, or the close that is told with it, lies as far from the last close as a split takes them. A crash
 * may do so too.
 */
export function isApartBySplit(
  { close, previous_close, currency }: Pick<Quote, 'close' | 'previous_close' | 'currency'>,
  last: LastClose,
): boolean {
  if (currency !== last.currency) return false;
  return (
    ratioOf(close, last.close) >= PRICE_RATIO ||
    (previous_close !== null && ratioOf(previous_close, last.close) >= PREVIOUS_CLOSE_RATIO)
  );
}

/** The greater by the lesser; 1 where there is none. */
function ratioOf(one: number, other: number): number {
  return one > 0 && other > 0 ? Math.max(one / other, other / one) : 1;
}
